import Foundation

#if canImport(FoundationNetworking)
  import FoundationNetworking
#endif

/// One HTTP request for a file, or for what follows the bytes that are there.
///
/// All state is touched before the task starts or on the session's serial queue.
final class Transfer: NSObject, URLSessionDataDelegate, @unchecked Sendable {
  private let address: String
  private let part: PartFile
  private let timeout: Int
  private let progress: @Sendable (Int) -> Void
  private var failure: DigitsError?
  private var continuation: CheckedContinuation<DigitsError?, Never>?

  /// Prepares a request; `progress` hears how many bytes are there.
  init(
    from address: String, to part: PartFile, timeout: Int,
    progress: @escaping @Sendable (Int) -> Void
  ) {
    self.address = address
    self.part = part
    self.timeout = timeout
    self.progress = progress
  }

  /// Sends the request and returns when the answer has ended.
  func run() async throws(DigitsError) {
    guard let url = URL(string: address), url.scheme != nil else {
      throw error("no address of a web page", expected: "https://…")
    }
    var request = URLRequest(url: url)
    // The file is wanted as it is: a `.gz` must not be unpacked on the way.
    request.setValue("identity", forHTTPHeaderField: "Accept-Encoding")
    if part.length > 0 { request.setValue("bytes=\(part.length)-", forHTTPHeaderField: "Range") }
    let configuration = URLSessionConfiguration.ephemeral
    configuration.urlCache = nil
    configuration.timeoutIntervalForRequest = Double(timeout)
    let session = URLSession(configuration: configuration, delegate: self, delegateQueue: nil)
    // The session holds its delegate until it is invalidated.
    defer { session.finishTasksAndInvalidate() }
    let task = session.dataTask(with: request)
    let failure = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        self.continuation = continuation
        task.resume()
      }
    } onCancel: {
      task.cancel()
    }
    if let failure { throw failure }
  }

  func urlSession(
    _: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    do throws(DigitsError) {
      try accept(response)
      completionHandler(.allow)
    } catch {
      failure = error
      completionHandler(.cancel)
    }
  }

  func urlSession(_: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    guard failure == nil else { return }
    do throws(DigitsError) {
      try part.append(data)
      progress(part.length)
    } catch {
      failure = error
      dataTask.cancel()
    }
  }

  func urlSession(_: URLSession, task: URLSessionTask, didCompleteWithError failed: (any Error)?) {
    let trouble = failed.map { error("\(reason($0)), after \(part.length) bytes") }
    continuation?.resume(returning: failure ?? trouble)
    continuation = nil
  }

  /// Says in words what the session says in a number.
  private func reason(_ failed: any Error) -> String {
    switch (failed as? URLError)?.code {
    case .timedOut: "no answer for \(timeout) seconds"
    case .cancelled: "the download was cancelled"
    default: "\"\(failed.localizedDescription)\""
    }
  }

  /// Makes sure that what comes next belongs behind what is there.
  private func accept(_ response: URLResponse) throws(DigitsError) {
    guard let response = response as? HTTPURLResponse else {
      throw error("an answer that is not HTTP")
    }
    switch response.statusCode {
    case 200:
      // The whole file, whatever was asked for.
      if part.length > 0 { try part.restart() }
    case 206:
      let range = response.value(forHTTPHeaderField: "Content-Range") ?? ""
      guard range.hasPrefix("bytes \(part.length)-"), range.hasSuffix("/\(part.size)") else {
        throw error(
          "the range \"\(range)\"", expected: "bytes \(part.length)-\(part.size - 1)/\(part.size)")
      }
    case let status:
      throw error("HTTP status \(status)", expected: "200 or 206")
    }
  }

  private func error(_ found: String, expected: String? = nil) -> DigitsError {
    DigitsError(
      "download a file", address, found: found, expected: expected,
      remedy: "Check the network, then run the same command again.")
  }
}
