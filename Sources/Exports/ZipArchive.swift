import Raster

/// A zip file of stored, that is uncompressed, members, with the date at which DOS begins instead of a time.
///
/// Written by hand, for three kinds of records are all of it (PKWARE's APPNOTE.TXT, 4.3).
struct ZipArchive {
  private var body: [UInt8] = []
  private var directory: [UInt8] = []
  private var members: UInt16 = 0

  /// 1 January 1980.
  private static let date: UInt16 = 1 << 5 | 1
  /// Names are in UTF-8.
  private static let flags: UInt16 = 1 << 11

  /// Adds a member.
  ///
  /// - Throws: `ExportError` where the archive would have more than 4 GiB or 65,535 members, for which the format has other
  ///   records.
  mutating func add(_ name: String, _ bytes: [UInt8]) throws(ExportError) {
    guard let size = UInt32(exactly: bytes.count),
      let offset = UInt32(exactly: body.count), members < .max,
      let nameLength = UInt16(exactly: name.utf8.count),
      body.count + directory.count + bytes.count < Int(UInt32.max) - 1 << 20
    else {
      throw ExportError(
        name, "a zip file holds at most 4 GiB, and names of 64 KiB",
        hint: "read log.h5 itself with h5py or HDFView")
    }
    var fields: [UInt8] = []
    fields.append(littleEndian: UInt16(20))
    fields.append(littleEndian: Self.flags)
    fields.append(littleEndian: UInt16(0))
    fields.append(littleEndian: UInt16(0))
    fields.append(littleEndian: Self.date)
    fields.append(littleEndian: CyclicRedundancyCheck.zip(bytes))
    fields.append(littleEndian: size)
    fields.append(littleEndian: size)
    fields.append(littleEndian: nameLength)
    fields.append(littleEndian: UInt16(0))

    body.append(littleEndian: UInt32(0x0403_4b50))
    body += fields
    body += name.utf8
    body += bytes

    directory.append(littleEndian: UInt32(0x0201_4b50))
    directory.append(littleEndian: UInt16(20))
    directory += fields
    // No comment, the first disk, no attributes.
    directory += [UInt8](repeating: 0, count: 10)
    directory.append(littleEndian: offset)
    directory += name.utf8
    members += 1
  }

  /// The file.
  var bytes: [UInt8] {
    var end: [UInt8] = []
    end.append(littleEndian: UInt32(0x0605_4b50))
    end += [0, 0, 0, 0]
    end.append(littleEndian: members)
    end.append(littleEndian: members)
    end.append(littleEndian: UInt32(directory.count))
    end.append(littleEndian: UInt32(body.count))
    end += [0, 0]
    return body + directory + end
  }
}
