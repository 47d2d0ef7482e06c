# What is around a process.

proof surroundings quick 'notebooks are the same for another user, host, time zone, locale, umask and folder'
prove_surroundings() {
  reference
  local as=() uts=() folder="$work/another place"
  mkdir -m 777 "$folder"
  # A copy, for another user may not be let into this folder.
  cp "$program" "$work/experiments"
  if [ "$(id -u)" = 0 ]; then
    as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    uts=(unshare --uts sh -c 'hostname somewhere.else && exec "$@"' sh)
  else
    uts=(unshare --user --map-root-user --uts sh -c 'hostname somewhere.else && exec "$@"' sh)
  fi
  "${uts[@]}" true 2>/dev/null || { uts=(); echo 'the host name stays: unshare is not permitted'; }
  (
    cd "$folder"
    umask 007
    notebooks 'another place/results' "${uts[@]}" "${as[@]}" env --ignore-environment \
      "PATH=$PATH" HOME=/nonexistent USER=nobody TZ=Pacific/Chatham LC_ALL=tr_TR.UTF-8 LANGUAGE=tr \
      TMPDIR="$folder" "$work/experiments" "${around[@]}"
  )
  same_around 'another place/results'
}

proof limits quick 'notebooks are the same with few open files, little memory and dirty memory'
prove_limits() {
  reference
  (
    ulimit -n 64
    ulimit -v 3000000
    # Every byte that malloc gives or takes back is overwritten: what is read before it is written shows.
    MALLOC_PERTURB_=165 MALLOC_ARENA_MAX=1 notebooks limits "$program" "${around[@]}" --threads 2
  )
  same_around limits
}
