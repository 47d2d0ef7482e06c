// swift-tools-version: 6.1
import Foundation
import PackageDescription

// `swift run` builds for debugging, and a notebook has to train at full speed all the same, so the
// modules that compute are optimised in every configuration. Only `Kernels` drops run-time checks:
// its callers check shapes. Without `errno`, a square root is an instruction and not a call.
//
// The kernels are written for vectors of any width and give the same bits on all of them, so they are built
// for the widest that the building machine has: AVX-512, or AVX2 and FMA, which every x86-64 processor
// needs to have; every arm64 processor has NEON. `EXPERIMENTS_VECTORS=avx2` builds for older processors than
// this one; `EXPERIMENTS_VECTORS=scalar` builds without vectors, slowly, to prove that they change no bit.
#if arch(x86_64)
  let processor = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
  let widest = processor.contains(" avx512vl ") ? "avx512" : "avx2"
  let choice = Context.environment["EXPERIMENTS_VECTORS"] ?? widest
  let instructions: [String: [String]] = [
    "avx512": ["-Xcc", "-march=x86-64-v4"],
    "avx2": ["-Xcc", "-march=x86-64-v3"],
    "scalar": ["-Xcc", "-mfma", "-Xllvm", "-vectorize-slp=0", "-Xllvm", "-vectorize-loops=0"],
  ]
  guard let chosen = instructions[choice] else {
    fatalError("EXPERIMENTS_VECTORS is \(choice); it can be avx512, avx2 or scalar")
  }
  let defined: [SwiftSetting] =
    choice == "avx512" ? [.define("AVX512")] : choice == "scalar" ? [.define("SCALAR")] : []
  let vectors = [.unsafeFlags(["-Xcc", "-fno-math-errno"] + chosen)] + defined
#else
  let vectors: [SwiftSetting] = [.unsafeFlags(["-Xcc", "-fno-math-errno"])]
#endif
let wholeModule = ["-wmo", "-num-threads", "2", "-disable-batch-mode"]
let unchecked = [.unsafeFlags(["-Ounchecked"] + wholeModule)] + vectors
let optimised = [.unsafeFlags(["-O"] + wholeModule)] + vectors
// An asynchronous function runs where it is called. So the program needs no thread but those that it makes itself: where
// the system refuses one, the runtime would wait for it for ever.
let harness = [.enableUpcomingFeature("NonisolatedNonsendingByDefault")] + vectors

let package = Package(
  name: "experiments",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "experiments", targets: ["experiments"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  // A target names every module that it imports, also through `@_exported`, and no other: one that it has through
  // another is not rebuilt with what it knows of a class. README has the order of the modules; `ModulesTests` checks both.
  targets: [
    // System libraries: a module map and a shim header each.
    .systemLibrary(
      name: "CHDF5", pkgConfig: "hdf5",
      providers: [.apt(["libhdf5-dev"]), .brew(["hdf5"])]),
    .systemLibrary(name: "CGD", providers: [.apt(["libgd-dev"]), .brew(["gd"])]),
    // Both come with libhdf5-dev.
    .systemLibrary(
      name: "CCrypto", pkgConfig: "libcrypto",
      providers: [.apt(["libssl-dev"]), .brew(["openssl"])]
    ),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),

    // Every floating-point loop; imports nothing.
    .target(name: "Kernels", swiftSettings: unchecked),

    .target(name: "Hashing", dependencies: ["CCrypto"], swiftSettings: optimised),
    .target(
      name: "HDF5Storage", dependencies: ["CHDF5", "Kernels"], swiftSettings: optimised),
    .target(
      name: "Raster", dependencies: ["CGD", "Kernels"], swiftSettings: optimised),
    .target(name: "Tensors", dependencies: ["Kernels"], swiftSettings: optimised),
    // Trained networks at work, for programs that have nothing else of this one: also built for WebAssembly.
    .target(name: "Inference", dependencies: ["Kernels"], swiftSettings: optimised),
    // What numbers that differ by chance have in common.
    .target(name: "Statistics", dependencies: ["Kernels"], swiftSettings: optimised),
    .target(name: "Layers", dependencies: ["Kernels", "Tensors"], swiftSettings: optimised),
    .target(
      name: "Digits",
      dependencies: ["CZlib", "Hashing", "Kernels", "Platform"],
      swiftSettings: optimised),
    .target(
      name: "Evaluation", dependencies: ["Digits", "Kernels", "Layers", "Tensors"],
      swiftSettings: optimised),
    // Files, child processes, git, signals, the terminal, and how text is written.
    .target(
      name: "Platform", dependencies: ["Hashing"], swiftSettings: harness),
    // A notebook's source, taken apart.
    .target(name: "Lexing", dependencies: ["Platform"], swiftSettings: optimised),
    // What a run leaves: data sets, outputs, descriptions of figures, `log.h5` and `metrics.json`.
    .target(
      name: "Records",
      dependencies: ["HDF5Storage", "Hashing", "Kernels", "Platform", "Raster", "Statistics"],
      swiftSettings: harness),
    // How a run that was interrupted goes on.
    .target(
      name: "Checkpoints", dependencies: ["Hashing", "Lexing", "Platform", "Records"],
      swiftSettings: harness),
    // What a notebook is written with: the protocol, settings, the lab, training loops, measures.
    .target(
      name: "Notebooks",
      dependencies: [
        "Checkpoints", "Digits", "Evaluation", "Hashing", "Kernels", "Layers", "Lexing", "Platform",
        "Records", "Tensors",
      ],
      swiftSettings: harness),
    // Figures, reports and the index, made from records.
    .target(
      name: "Weaving",
      dependencies: [
        "HDF5Storage", "Hashing", "Lexing", "Platform", "Raster", "Records", "Statistics",
      ],
      swiftSettings: harness),
    // What differs between two results: text, JSON, Markdown and a web page.
    .target(
      name: "Comparisons",
      dependencies: [
        "Hashing", "Kernels", "Lexing", "Platform", "Raster", "Records", "Statistics", "Tensors",
        "Weaving",
      ],
      resources: ["animations.js", "controls.js", "film.js", "page.css", "stills.js"].map {
        .embedInCode("Page/\($0)")
      },
      swiftSettings: harness),
    // What a log holds, in the formats of other programs.
    .target(
      name: "Exports",
      dependencies: ["Digits", "Kernels", "Platform", "Raster", "Records", "Tensors", "Weaving"],
      swiftSettings: optimised),
    // Reports as web pages.
    .target(
      name: "Pages", dependencies: ["Lexing", "Platform", "Raster", "Records", "Weaving"],
      resources: ["page.css", "page.js"].map { .embedInCode("Page/\($0)") },
      swiftSettings: harness),
    // Trained networks in a web page.
    .target(
      name: "Exploration",
      dependencies: [
        "Digits", "Hashing", "Inference", "Kernels", "Layers", "Platform", "Raster", "Records",
        "Tensors",
      ],
      exclude: ["WebAssembly"],
      resources: [
        "decoding.js", "engine.js", "explore.css", "explore.html", "explore.js", "gif.js",
        "page.js",
        "trainer.js", "training.html", "training.js",
      ].map { .embedInCode("Page/\($0)") },
      swiftSettings: harness),
    // The command line, and the runner of notebooks.
    .target(
      name: "Harness",
      dependencies: [
        "Checkpoints", "Comparisons", "Digits", "Evaluation", "Exploration", "Exports", "Kernels",
        "Layers", "Notebooks", "Pages", "Platform", "Records", "Tensors", "Weaving",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: harness),
    .executableTarget(
      name: "experiments",
      dependencies: [
        "Digits", "Evaluation", "Harness", "Kernels", "Layers", "Notebooks", "Records", "Tensors",
      ],
      path: "experiments", swiftSettings: harness, plugins: ["EmbedSources"]),

    // A program carries the sources that it was built from.
    .plugin(
      name: "EmbedSources", capability: .buildTool(), dependencies: ["embed-sources"],
      path: "Sources/Embedding/Plugin"),
    .executableTarget(
      name: "embed-sources", dependencies: ["Hashing"], path: "Sources/Embedding/Tool"),

    // What several test modules share: threads dealt out like cards, noise, bit patterns.
    .target(
      name: "TestSupport", dependencies: ["Kernels"], path: "Tests/TestSupport",
      swiftSettings: optimised),
    // What has the same bits on every processor; also built without SwiftPM, for others than this one.
    .target(
      name: "Digests", dependencies: ["Digits", "Kernels", "Layers", "Tensors"],
      path: "Tests/Portability/Digests", swiftSettings: optimised),
    .testTarget(
      name: "PortabilityTests", dependencies: ["Digests", "Tensors"],
      resources: [.copy("digests.txt")], swiftSettings: optimised),
    // Optimised, for its sweeps; with vectors, for `Vector` is passed in registers.
    .testTarget(
      name: "KernelsTests", dependencies: ["Kernels", "TestSupport"], swiftSettings: optimised),
    .testTarget(
      name: "HDF5StorageTests", dependencies: ["CHDF5", "HDF5Storage"], exclude: ["Fixtures"]),
    .testTarget(name: "RasterTests", dependencies: ["Raster", "TestSupport"]),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Kernels", "Statistics"],
      resources: [.copy("Fixtures")], swiftSettings: optimised),
    .testTarget(
      name: "TensorsTests", dependencies: ["Kernels", "Tensors", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: optimised),
    .testTarget(
      name: "LayersTests", dependencies: ["Kernels", "Layers", "Tensors", "TestSupport"],
      resources: [.copy("Fixtures")], swiftSettings: optimised),
    .testTarget(
      name: "DigitsTests",
      dependencies: ["Digits", "Hashing", "Kernels", "TestSupport"],
      resources: [.copy("Fixtures")]),
    .testTarget(
      name: "EvaluationTests",
      dependencies: [
        "Digits", "Evaluation", "Kernels", "Layers", "Tensors", "TestSupport",
      ],
      resources: [.copy("Fixtures")], swiftSettings: optimised),
    // A folder, a transcript, a record and a lab for the tests of the harness and the modules below it.
    .target(
      name: "HarnessTestSupport", dependencies: ["Kernels", "Notebooks", "Platform", "Records"],
      path: "Tests/HarnessTestSupport"),
    .testTarget(
      name: "PlatformTests", dependencies: ["HarnessTestSupport", "Platform", "TestSupport"]),
    .testTarget(name: "LexingTests", dependencies: ["Lexing"]),
    .testTarget(
      name: "RecordsTests",
      dependencies: [
        "HDF5Storage", "HarnessTestSupport", "Notebooks", "Platform", "Raster", "Records",
        "Weaving",
      ]),
    .testTarget(
      name: "CheckpointsTests",
      dependencies: ["Checkpoints", "HarnessTestSupport", "Notebooks", "Platform", "Records"]),
    .testTarget(
      name: "NotebooksTests",
      dependencies: [
        "Digits", "Evaluation", "HarnessTestSupport", "Kernels", "Layers", "Notebooks", "Platform",
        "Records", "Tensors", "Weaving",
      ]),
    .testTarget(
      name: "WeavingTests",
      dependencies: [
        "HarnessTestSupport", "Notebooks", "Platform", "Raster", "Records", "Weaving",
      ]),
    .testTarget(
      name: "ExplorationTests",
      dependencies: [
        "CZlib", "Exploration", "HarnessTestSupport", "Inference", "Kernels", "Layers", "Notebooks",
        "Platform", "Records", "Tensors",
      ]),
    .testTarget(
      name: "ExportsTests",
      dependencies: [
        "Digits", "Exports", "HarnessTestSupport", "Kernels", "Layers", "Notebooks", "Platform",
        "Raster", "Records", "Tensors", "TestSupport",
      ]),
    .testTarget(
      name: "PagesTests",
      dependencies: [
        "HarnessTestSupport", "Lexing", "Notebooks", "Pages", "Platform", "Raster", "Records",
      ],
      swiftSettings: harness),
    .testTarget(
      name: "ComparisonsTests", dependencies: ["Comparisons", "Platform", "Records", "Weaving"]),
    .testTarget(
      name: "HarnessTests",
      dependencies: [
        "Checkpoints", "Comparisons", "Digits", "HDF5Storage", "Harness", "HarnessTestSupport",
        "Hashing", "Kernels", "Layers", "Lexing", "Notebooks", "Platform", "Raster", "Records",
        "Tensors", "TestSupport", "Weaving",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .testTarget(name: "HashingTests", dependencies: ["Hashing"]),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: [
        "experiments", "Digits", "Exploration", "HDF5Storage", "Harness", "HarnessTestSupport",
        "Hashing", "Kernels", "Layers",
        "Lexing", "Notebooks", "Platform", "Records", "Tensors", "TestSupport", "Weaving",
      ],
      exclude: ["Scripts"], resources: [.copy("Fixtures")], swiftSettings: optimised),
  ]
)
