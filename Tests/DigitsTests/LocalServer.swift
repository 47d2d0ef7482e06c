import Foundation
import Synchronization

/// An HTTP server on 127.0.0.1 that answers one request a connection, as `answer` says.
final class LocalServer: Sendable {
  struct Request: Sendable {
    /// As "/first/file".
    let path: String
    /// The first byte that the client asks for; nil without a Range header.
    let rangeStart: Int?
    let acceptEncoding: String?
  }

  enum Answer: Sendable {
    /// A status with a short text.
    case status(Int)
    /// The whole body with status 200; stops and closes after `cut` bytes, if given.
    case whole([UInt8], cut: Int? = nil)
    /// The rest of the body from `from` with status 206.
    case rest([UInt8], from: Int)
    /// The head of an answer, `sent` bytes and then nothing until the client gives up.
    case silence([UInt8], sent: Int)
  }

  let port: UInt16
  private let listener: CInt
  private let seen = Mutex<[Request]>([])

  var address: String { "http://127.0.0.1:\(port)" }
  var requests: [Request] { seen.withLock { $0 } }

  init(answer: @escaping @Sendable (Request) -> Answer) {
    (listener, port) = boundSocket()
    precondition(listen(listener, 8) == 0)
    Thread.detachNewThread { [self] in serve(answer) }
  }

  /// Ends the listening; the thread goes with it.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
  }

  private func serve(_ answer: @Sendable (Request) -> Answer) {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      if let request = Self.request(from: client) {
        seen.withLock { $0.append(request) }
        Self.send(answer(request), to: client)
      }
      close(client)
    }
    close(listener)
  }

  private static func request(from client: CInt) -> Request? {
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8) {
      guard read(client, &byte, 1) == 1 else { return nil }
      head.append(byte)
    }
    let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
    func field(_ name: String) -> Substring? {
      lines.first { $0.lowercased().hasPrefix(name) }?.dropFirst(name.count)
    }
    return Request(
      path: String(lines[0].split(separator: " ")[1]),
      rangeStart: field("range: bytes=").flatMap { Int($0.dropLast()) },
      acceptEncoding: field("accept-encoding: ").map(String.init))
  }

  private static func send(_ answer: Answer, to client: CInt) {
    switch answer {
    case .status(let code):
      send("HTTP/1.1 \(code) Refused\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope", client)
    case .whole(let body, let cut):
      send(head(200, body.count), client)
      send(Array(body[..<(cut ?? body.count)]), client)
    case .rest(let body, let from):
      let range = "Content-Range: bytes \(from)-\(body.count - 1)/\(body.count)\r\n"
      send(head(206, body.count - from, range), client)
      send(Array(body[from...]), client)
    case .silence(let body, let sent):
      send(head(200, body.count), client)
      send(Array(body[..<sent]), client)
      var byte: UInt8 = 0
      _ = read(client, &byte, 1)
    }
  }

  private static func head(_ status: Int, _ length: Int, _ more: String = "") -> String {
    "HTTP/1.1 \(status) OK\r\nContent-Length: \(length)\r\nConnection: close\r\n\(more)\r\n"
  }

  private static func send(_ text: String, _ client: CInt) { send(Array(text.utf8), client) }

  private static func send(_ bytes: [UInt8], _ client: CInt) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Foundation.send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { return }
      rest = rest.dropFirst(sent)
    }
  }
}

/// A port of 127.0.0.1 where nobody listens, and nobody else can as long as this lives.
final class ClosedPort {
  private let socket: CInt
  let address: String

  init() {
    let (socket, port) = boundSocket()
    self.socket = socket
    address = "http://127.0.0.1:\(port)"
  }

  deinit { close(socket) }
}

/// A socket with a free port of 127.0.0.1 that is its own.
private func boundSocket() -> (socket: CInt, port: UInt16) {
  let bound = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  var name = sockaddr_in()
  name.sin_family = sa_family_t(AF_INET)
  name.sin_addr.s_addr = inet_addr("127.0.0.1")
  var length = socklen_t(MemoryLayout<sockaddr_in>.size)
  withUnsafeMutablePointer(to: &name) { pointer in
    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      precondition(bind(bound, $0, length) == 0)
      getsockname(bound, $0, &length)
    }
  }
  return (bound, UInt16(bigEndian: name.sin_port))
}
