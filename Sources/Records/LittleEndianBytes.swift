extension Array where Element: BitwiseCopyable {
  /// Calls `body` with the numbers side by side, the lowest byte of each first: as every processor that the program
  /// supports keeps them in memory.
  package func withLittleEndianBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    #if _endian(little)
      try withUnsafeBytes(body)
    #else
      #error(
        "Files hold numbers with the lowest byte first; a processor with another order has to turn them round"
      )
    #endif
  }
}
