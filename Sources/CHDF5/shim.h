// libhdf5 for Swift: the C macros that Swift cannot see, as inline functions, and the calls whose
// name or signature changed between 1.10, 1.12 and 1.14 under one name.
#pragma once

#include <hdf5.h>

// Constants. Many of these macros call H5open(): use them inside the lock only.

static inline hid_t chdf5_default_properties(void) { return H5P_DEFAULT; }
static inline hid_t chdf5_default_error_stack(void) { return H5E_DEFAULT; }
static inline hid_t chdf5_whole_space(void) { return H5S_ALL; }

static inline unsigned chdf5_truncate(void) { return H5F_ACC_TRUNC; }
static inline unsigned chdf5_read_only(void) { return H5F_ACC_RDONLY; }

static inline hid_t chdf5_file_creation(void) { return H5P_FILE_CREATE; }
static inline hid_t chdf5_file_access(void) { return H5P_FILE_ACCESS; }
static inline hid_t chdf5_group_creation(void) { return H5P_GROUP_CREATE; }
static inline hid_t chdf5_dataset_creation(void) { return H5P_DATASET_CREATE; }

static inline hid_t chdf5_c_string(void) { return H5T_C_S1; }
static inline hid_t chdf5_float32_little(void) { return H5T_IEEE_F32LE; }
static inline hid_t chdf5_float32_big(void) { return H5T_IEEE_F32BE; }
static inline hid_t chdf5_float32_native(void) { return H5T_NATIVE_FLOAT; }
static inline hid_t chdf5_float64_little(void) { return H5T_IEEE_F64LE; }
static inline hid_t chdf5_float64_big(void) { return H5T_IEEE_F64BE; }
static inline hid_t chdf5_float64_native(void) { return H5T_NATIVE_DOUBLE; }
static inline hid_t chdf5_uint8_little(void) { return H5T_STD_U8LE; }
static inline hid_t chdf5_uint8_big(void) { return H5T_STD_U8BE; }
static inline hid_t chdf5_uint8_native(void) { return H5T_NATIVE_UINT8; }
static inline hid_t chdf5_int32_little(void) { return H5T_STD_I32LE; }
static inline hid_t chdf5_int32_big(void) { return H5T_STD_I32BE; }
static inline hid_t chdf5_int32_native(void) { return H5T_NATIVE_INT32; }
static inline hid_t chdf5_int64_little(void) { return H5T_STD_I64LE; }
static inline hid_t chdf5_int64_big(void) { return H5T_STD_I64BE; }
static inline hid_t chdf5_int64_native(void) { return H5T_NATIVE_INT64; }
static inline hid_t chdf5_uint32_little(void) { return H5T_STD_U32LE; }
static inline hid_t chdf5_uint32_big(void) { return H5T_STD_U32BE; }
static inline hid_t chdf5_uint32_native(void) { return H5T_NATIVE_UINT32; }
static inline hid_t chdf5_uint64_little(void) { return H5T_STD_U64LE; }
static inline hid_t chdf5_uint64_big(void) { return H5T_STD_U64BE; }
static inline hid_t chdf5_uint64_native(void) { return H5T_NATIVE_UINT64; }

// Handles of every kind that are open in the whole library: what the tests for leaks count.
static inline ssize_t chdf5_open_objects(void) {
  return H5Fget_obj_count(H5F_OBJ_ALL, H5F_OBJ_ALL);
}

// A type, data space or property list belongs to no file, so `chdf5_open_objects` misses it.
static inline hsize_t chdf5_open_handles(H5I_type_t kind) {
  hsize_t count = 0;
  return H5Inmembers(kind, &count) < 0 ? 0 : count;
}

// Walks over names. The library's own callbacks take structures that differ between versions;
// these hand on the name and, for objects, what it is.

typedef herr_t (*chdf5_name_visitor)(const char *name, H5O_type_t kind, void *context);

typedef struct {
  chdf5_name_visitor visit;
  void *context;
} chdf5_visit;

#if H5_VERSION_GE(1, 12, 0)
typedef H5L_info2_t chdf5_link_info;
typedef H5O_info2_t chdf5_object_info;
#else
typedef H5L_info_t chdf5_link_info;
typedef H5O_info_t chdf5_object_info;
#endif

static inline herr_t chdf5_on_link(
    hid_t group, const char *name, const chdf5_link_info *info, void *context) {
  (void)group;
  (void)info;
  chdf5_visit *visit = (chdf5_visit *)context;
  return visit->visit(name, H5O_TYPE_UNKNOWN, visit->context);
}

static inline herr_t chdf5_on_object(
    hid_t group, const char *name, const chdf5_object_info *info, void *context) {
  (void)group;
  chdf5_visit *visit = (chdf5_visit *)context;
  return visit->visit(name, info->type, visit->context);
}

// The links of one group.
static inline herr_t chdf5_visit_links(hid_t group, chdf5_name_visitor visitor, void *context) {
  chdf5_visit visit = {visitor, context};
  hsize_t position = 0;
#if H5_VERSION_GE(1, 12, 0)
  return H5Literate2(group, H5_INDEX_NAME, H5_ITER_INC, &position, chdf5_on_link, &visit);
#else
  return H5Literate(group, H5_INDEX_NAME, H5_ITER_INC, &position, chdf5_on_link, &visit);
#endif
}

// Every object below a group, each once, whatever cycles its links make.
static inline herr_t chdf5_visit_objects(hid_t group, chdf5_name_visitor visitor, void *context) {
  chdf5_visit visit = {visitor, context};
#if H5_VERSION_GE(1, 12, 0)
  return H5Ovisit3(
      group, H5_INDEX_NAME, H5_ITER_INC, chdf5_on_object, &visit, H5O_INFO_BASIC);
#else
  return H5Ovisit2(
      group, H5_INDEX_NAME, H5_ITER_INC, chdf5_on_object, &visit, H5O_INFO_BASIC);
#endif
}

static inline herr_t chdf5_on_attribute(
    hid_t object, const char *name, const H5A_info_t *info, void *context) {
  (void)object;
  (void)info;
  chdf5_visit *visit = (chdf5_visit *)context;
  return visit->visit(name, H5O_TYPE_UNKNOWN, visit->context);
}

// The attributes of one object.
static inline herr_t chdf5_visit_attributes(
    hid_t object, chdf5_name_visitor visitor, void *context) {
  chdf5_visit visit = {visitor, context};
  hsize_t position = 0;
  return H5Aiterate2(
      object, H5_INDEX_NAME, H5_ITER_INC, &position, chdf5_on_attribute, &visit);
}

// Memory of variable-length strings that a read has allocated.
static inline herr_t chdf5_reclaim(hid_t type, hid_t space, void *buffer) {
#if H5_VERSION_GE(1, 12, 0)
  return H5Treclaim(type, space, H5P_DEFAULT, buffer);
#else
  return H5Dvlen_reclaim(type, space, H5P_DEFAULT, buffer);
#endif
}
