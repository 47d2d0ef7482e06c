// What a notebook draws and records is described by types of `Records`, so that a notebook needs one import for both.
@_exported import Records
