# Libraries that the program is linked with, and modes that they could set.

# preload NAME: compiles Tests/Portability/preload/NAME.c.
preload() {
  gcc -O1 -fno-builtin -Wall -Werror -shared -fPIC "Tests/Portability/preload/$1.c" -o "$work/$1.so" -ldl
}

transcendental='exp|exp2|exp10|expm1|log|log2|log10|log1p|sin|cos|tan|sincos|asin|acos|atan|atan2'
transcendental+='|sinh|cosh|tanh|asinh|acosh|atanh|pow|cbrt|hypot|erf|erfc|tgamma|lgamma|fma|sqrt'

proof symbols quick 'no module calls a function of libm that computes'
prove_symbols() {
  local module pattern="^ *U ($transcendental)[fl]?(@.*)?\$"
  for module in Kernels Tensors Layers Digits Evaluation Hashing Raster HDF5Storage Platform Lexing Records Checkpoints \
    Notebooks Weaving Comparisons Harness experiments; do
    # No object at all would have no symbols either.
    nm "$objects/$module.build"/*.o | grep --count ' U '
    nm "$objects/$module.build"/*.o | none "$pattern"
  done
  nm --dynamic --undefined-only "$program" | none "$pattern"
}

proof libm quick 'notebooks are the same with a libm that computes nonsense'
prove_libm() {
  reference
  preload wrong-libm
  # It does stand in for the real one.
  [ "$(LD_PRELOAD=$work/wrong-libm.so awk 'BEGIN { printf "%.3f", exp(1) }')" = 0.123 ]
  notebooks libm env LD_PRELOAD="$work/wrong-libm.so" "$program" "${around[@]}"
  same_around libm
}

proof zlib quick 'all but the bytes of PNG files is the same with another compression'
prove_zlib() {
  reference
  preload other-zlib
  notebooks zlib env LD_PRELOAD="$work/other-zlib.so" "$program" "${around[@]}"
  differ "$work"/{reference,zlib}/strokes-smoke/swirl/figures/density.png
  same_around zlib --exclude='*.png'
}

proof debian quick 'notebooks are the same with glibc, libm, zlib and libpng of another release of Debian'
prove_debian() {
  { [ "$(uname -m)" = x86_64 ] && command -v apt-get && command -v dpkg-deb; } ||
    skip 'this is no Debian on x86-64'
  reference
  local release=trixie root=$work/packages options
  ! grep --quiet "CODENAME=$release" /etc/os-release || release=bookworm
  mkdir -p "$root"/{lists,cache/archives}/partial
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] http://deb.debian.org/debian $release main" \
    >"$root/sources.list"
  options=(
    -qq -o "Dir::Etc::SourceList=$root/sources.list" -o Dir::Etc::SourceParts=- -o APT::Sandbox::User=root
    -o "Dir::State::Lists=$root/lists" -o "Dir::Cache=$root/cache")
  apt-get "${options[@]}" update || skip "no packages of $release can be had"
  local png=libpng16-16t64
  [ "$release" = trixie ] || png=libpng16-16
  (cd "$root" && apt-get "${options[@]}" download libc6 libgcc-s1 libstdc++6 zlib1g "$png") ||
    skip "no packages of $release can be had"
  for package in "$root"/*.deb; do dpkg-deb --extract "$package" "$root/files"; done
  local libraries=$root/files/lib/x86_64-linux-gnu:$root/files/usr/lib/x86_64-linux-gnu loader
  loader=$(find "$root/files" -name ld-linux-x86-64.so.2 -type f -print -quit)
  differ "$loader" /lib64/ld-linux-x86-64.so.2
  "$loader" --library-path "$libraries" --list "$program" | grep --count "$root/.*lib\(c\|m\|z\|png16\)\.so"
  # The program finds its sources by its own file, so the loader's name is put into a copy, in place of as long a one.
  local name=/lib64/ld-linux-x86-64.so.2 other
  other=$(mktemp --dry-run "/tmp/ld-${name//?/X}" | cut -c "-${#name}")
  ln -s "$loader" "$other"
  # Its value now: at the end of the shell the variable is gone.
  trap "rm -f '$other'" EXIT
  sed "s#$name#$other#" "$program" >"$work/relinked"
  chmod 755 "$work/relinked"
  # No other program is found, for it would not get along with these libraries.
  notebooks debian env PATH=/nonexistent LD_LIBRARY_PATH="$libraries" "$work/relinked" "${around[@]}"
  same_around debian --exclude='*.png'
}

# refuses MODE THREADS: the program must not compute in a mode that a library has set.
refuses() {
  local status=0
  LD_PRELOAD=$work/arithmetic-mode.so ARITHMETIC_MODE=$1 ARITHMETIC_THREADS=$2 \
    "$program" swirl --profile smoke --threads 3 --quiet --output "$work/mode" >"$work/output" 2>&1 || status=$?
  cat "$work/output"
  [ "$status" = 2 ]
  grep --quiet 'this process computes in a mode that changes results' "$work/output"
  [ ! -e "$work/mode/strokes-smoke" ]
}

proof modes quick 'flush-to-zero and other rounding, on any thread, are refused'
prove_modes() {
  [ "$(uname -m)" = x86_64 ] || skip 'this is no x86-64'
  preload arithmetic-mode
  # 8000: results to zero; 40: operands; 2000, 4000, 6000: down, up, towards zero.
  for mode in 8000 40 2000 4000 6000; do
    refuses "$mode" all
    refuses "$mode" others
  done
}
