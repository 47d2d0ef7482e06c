import Digits
import Records

/// What a log can be written as for other programs.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// The parameters, for PyTorch, JAX and others.
  case safetensors
  /// The networks, for ONNX Runtime, browsers and phones.
  case onnx
  /// All data sets, for NumPy.
  case numpy
  /// Curves, pictures, histograms, hyper-parameters and codes, for TensorBoard.
  case tensorboard
  /// The report, for Jupyter.
  case ipynb

  /// The files of a record; none where it has nothing for this format, as a notebook without networks. They depend on nothing else,
  /// so they have the same bytes every time.
  ///
  /// - Parameter test: the test digits of the data that the record was made with, for the projector's pictures; nil to do without.
  /// - Throws: `ExportError` where the record lacks what the format needs, or is damaged.
  package func files(of record: RunRecord, test: DigitSet? = nil) throws -> [ExportedFile] {
    let notebook = record.identity.notebook
    switch self {
    case .safetensors:
      let networks = try SavedNetwork.all(in: record)
      return networks.isEmpty
        ? [] : [ExportedFile("\(notebook).safetensors", Safetensors.bytes(of: networks, record))]
    case .onnx:
      return try DescribedNetwork.all(in: record).map { network in
        ExportedFile("\(network.name).onnx", try ONNXModel.bytes(of: network, record))
      }
    case .numpy:
      return [ExportedFile("\(notebook).npz", try NumPyArchive.bytes(of: record))]
    case .tensorboard: return TensorBoardRun(record: record, test: test).files()
    case .ipynb:
      return [ExportedFile("\(notebook).ipynb", try JupyterNotebook(record: record).bytes())]
    }
  }
}
