# Threads, configurations and instructions.

proof threads quick 'all notebooks on 2, 3, 7 and 16 threads are those of one thread'
prove_threads() {
  reference
  for threads in 2 3 7 16; do
    notebooks "threads-$threads" "$program" all --threads "$threads"
    same "threads-$threads"
  done
}

proof release quick 'all notebooks of a release build are those of a debug build'
prove_release() {
  reference
  swift build --configuration release --product experiments
  notebooks release "$(swift build --configuration release --show-bin-path)/experiments" all
  same release
}

# built VECTORS: builds the program, apart from the usual one, and prints where it is.
built() {
  local options=(--scratch-path .build/portability --product experiments)
  EXPERIMENTS_VECTORS=$1 swift build "${options[@]}" >&2
  echo "$(EXPERIMENTS_VECTORS=$1 swift build "${options[@]}" --show-bin-path)"
}

proof avx512 slow 'all notebooks built for x86-64-v4, with AVX-512, are the same'
prove_avx512() {
  grep -q ' avx512vl ' /proc/cpuinfo || skip 'this processor has no AVX-512'
  reference
  local folder
  folder=$(built avx512)
  objdump --disassemble --no-show-raw-insn "$folder"/Kernels.build/*.o | grep --count '%zmm'
  notebooks avx512 "$folder/experiments" all
  same avx512
}

proof avx2 slow 'all notebooks built for x86-64-v3, with AVX2, are the same'
prove_avx2() {
  [ "$(uname -m)" = x86_64 ] || skip 'this is no x86-64'
  reference
  local folder
  folder=$(built avx2)
  objdump --disassemble --no-show-raw-insn "$folder"/Kernels.build/*.o | none '%zmm'
  notebooks avx2 "$folder/experiments" all
  same avx2
}

# Arithmetic on more than one number: what a build without vectors must not have.
packed='\bv?(add|sub|mul|div|sqrt|fn?m(add|sub)[123]*)p[sd]\b'

proof scalar slow 'all notebooks with kernels that have no vector are the same'
prove_scalar() {
  [ "$(uname -m)" = x86_64 ] || skip 'this is no x86-64'
  reference
  local folder
  folder=$(built scalar)
  objdump --disassemble --no-show-raw-insn "$folder"/Kernels.build/*.o | none "$packed"
  notebooks scalar "$folder/experiments" all
  same scalar
}

expected() { grep --invert-match '^#' Tests/PortabilityTests/digests.txt; }

proof kernels-scalar quick 'functions, streams, operations and a training run without vectors have the known digests'
prove_kernels-scalar() {
  [ "$(uname -m)" = x86_64 ] || skip 'this is no x86-64'
  Tests/Portability/build-digests scalar "$work/scalar"
  objdump --disassemble --no-show-raw-insn "$work/scalar/Kernels.o" | none "$packed"
  diff <(expected) <("$work/scalar/digests")
}

proof kernels-arm64 quick 'functions, streams, operations and a training run on arm64 with NEON have the known digests'
prove_kernels-arm64() {
  { command -v qemu-aarch64 && command -v aarch64-linux-gnu-gcc; } ||
    skip 'needs qemu-user and gcc-aarch64-linux-gnu of Debian'
  Tests/Portability/build-digests arm64 "$work/arm64"
  aarch64-linux-gnu-objdump --disassemble --no-show-raw-insn "$work/arm64/Kernels.o" |
    grep --count 'fmla.*4s'
  diff <(expected) <(qemu-aarch64 "$work/arm64/digests")
}

# The text of one of the modules that the program carries, unpacked.
carried() {
  sed -n "/static let $1 = /,/^    \"\"\"/p" Sources/Exploration/WebAssemblyModules.swift | sed '1d; $d; s/\\$//' |
    base64 --decode --ignore-garbage | gunzip
}

proof wasm quick 'functions, fma, streams, operations and a training run as WebAssembly have the known digests'
prove_wasm() {
  command -v node || skip 'needs Node.js'
  Tests/Portability/build-digests wasm "$work/wasm"
  diff <(expected) <(node Tests/Portability/run-wasm.mjs "$work/wasm/digests")
}

proof pages quick 'the modules that pages of `explore` carry are what the sources give'
prove_pages() {
  # Another compiler makes other instructions, if with the same bits.
  grep --quiet --line-regexp --fixed-strings "// $(swiftc --version 2>/dev/null | head -n 1)" \
    Sources/Exploration/WebAssemblyModules.swift || skip 'needs the Swift that the modules were built with'
  Sources/Exploration/WebAssembly/build "$work/pages"
  cmp <(carried exact) "$work/pages/exact.wasm"
  cmp <(carried relaxed) "$work/pages/relaxed.wasm"
}
