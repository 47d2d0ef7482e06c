import Foundation

/// Carries bytes to or from a child process. A socket, as a pipe could be inherited by a process that another
/// thread is just starting, and would then have no end.
final class Channel {
  /// What has come.
  private(set) var bytes: [UInt8] = []
  private var end: Int32
  private(set) var farEnd: Int32
  private var isSending = false

  init() throws(ChildProcess.Failure) {
    #if os(Linux)
      let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    var ends: [Int32] = [-1, -1]
    guard socketpair(AF_UNIX, kind, 0, &ends) == 0 else { throw .start(code: errno) }
    (end, farEnd) = (ends[0], ends[1])
    #if !os(Linux)
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #endif
  }

  deinit {
    letGoOfFarEnd()
    letGo()
  }

  var isOpen: Bool { end >= 0 }

  /// What to wait for; nothing where the channel is closed.
  var event: pollfd { pollfd(fd: end, events: Int16(isSending ? POLLOUT : POLLIN), revents: 0) }

  func letGoOfFarEnd() {
    if farEnd >= 0 { close(farEnd) }
    farEnd = -1
  }

  private func letGo() {
    if end >= 0 { close(end) }
    end = -1
  }

  /// What has come since the last call.
  func takeBytes() -> [UInt8] {
    defer { bytes = [] }
    return bytes
  }

  /// Sends what there is room for, and closes the channel after the last byte, or when nobody wants more.
  func send(_ rest: inout ArraySlice<UInt8>) {
    isSending = true
    while isOpen, !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Foundation.send(end, $0.baseAddress, $0.count, Int32(MSG_DONTWAIT) | Self.withoutSignal)
      }
      if sent >= 0 {
        rest = rest.dropFirst(sent)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        rest = []
      }
    }
    letGo()
  }

  /// Takes what has come, and closes the channel at its end.
  func receive() {
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while isOpen {
      let count = recv(end, &piece, piece.count, Int32(MSG_DONTWAIT))
      if count > 0 {
        bytes += piece[..<count]
      } else if count < 0, errno == EAGAIN {
        return
      } else if count == 0 || errno != EINTR {
        letGo()
      }
    }
  }

  #if os(Linux)
    private static let withoutSignal = Int32(MSG_NOSIGNAL)
  #else
    private static let withoutSignal: Int32 = 0
  #endif
}
