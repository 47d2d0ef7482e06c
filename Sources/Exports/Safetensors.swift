import Records

/// `.safetensors`: the parameters of all saved networks, under their paths below `/parameters`, with what made them and the
/// networks' descriptions as metadata.
///
/// Eight bytes with the header's length, a JSON header padded with blanks to eight bytes, and the numbers; tensors in the
/// order of their names. So it has the bytes that the reference library writes, but for the order of metadata, which that
/// library leaves open. Written by hand: it is one loop.
enum Safetensors {
  static func bytes(of networks: [SavedNetwork], _ record: RunRecord) -> [UInt8] {
    let tensors = networks.flatMap { network in
      network.tensors.map { ("\(network.name)/\($0.name)", $0) }
    }.sorted { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }
    var members = ["\"__metadata__\":\(JSON.object(metadata(networks, record)).compact)"]
    var body: [UInt8] = []
    for (name, tensor) in tensors {
      let start = body.count
      body += [UInt8](littleEndian: tensor.values)
      let shape = tensor.shape.map { "\($0)" }.joined(separator: ",")
      members.append(
        "\(JSON.string(name).compact):{\"dtype\":\"F32\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(start),\(body.count)]}")
    }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    header += [UInt8](repeating: UInt8(ascii: " "), count: -header.count & 7)
    var bytes: [UInt8] = []
    bytes.append(littleEndian: UInt64(header.count))
    return bytes + header + body
  }

  private static func metadata(_ networks: [SavedNetwork], _ record: RunRecord) -> [String: JSON] {
    var metadata = record.origin.mapValues(JSON.string)
    for network in networks {
      guard let text = record.architectures[network.name] else { continue }
      metadata["architecture.\(network.name)"] = .string(text)
    }
    return metadata
  }
}

extension RunRecord {
  /// What made the numbers of an export.
  var origin: [String: String] {
    [
      "notebook": identity.notebook, "seed": "\(identity.seed)",
      "profile": identity.profile.rawValue, "data": identity.data,
      "data_sha256": dataSHA256 ?? "", "source_sha256": sourceSHA256,
    ]
  }
}
