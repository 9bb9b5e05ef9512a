# What benchmarks of a server in a process of its own share; to be sourced with $root set. Builds, and makes $work, which goes away
# with the script, as does the server.
[ -n "${JUBE_NO_BUILD:-}" ] || "$root/dev/build"
export JUBE_NO_BUILD=1
. "$root/dev/jdk.sh"
find_jdk
work=$(mktemp -d -p "${JUBE_BENCH_DIR:-${TMPDIR:-/tmp}}" jubernetes-bench.XXXXXX)
dist=$root/launcher/target/dist
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  server=
}
trap 'finish; rm -rf "$work"' EXIT

compile() { # compiles the named packages of the benchmarks, with what they share, to $classes
  classes=$root/bench/target/$1
  mkdir -p "$classes"
  local sources=() package
  for package in kvstore "$@"; do
    sources+=("$root/bench/src/main/java/io/jubernetes/bench/$package"/*.java)
  done
  "$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$classes" -cp "$dist/lib/*" "${sources[@]}"
}

bench() { # runs a Java program of the benchmarks, whose figures are printed at the end
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile="$root/bench/logback.xml" \
    -cp "$classes:$dist/lib/*" "$@" >>"$work/figures"
}

serve() { # starts an API server, or what $2 says, with its data in $work/$1 and waits until it is ready
  "$root/jube" "${2:-apiserver}" --data-dir "$work/$1" --port 0 --ready-file "$work/$1.ready" >"$work/log" 2>&1 &
  server=$!
  while [ ! -e "$work/$1.ready" ]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$work/log" >&2
      exit 1
    }
    sleep 0.05
  done
}

figures() { # prints the table and the lines that programs read
  printf '%-36s %12s %12s %7s  %s\n' measure ours peer ratio unit
  grep -v '^measure' "$work/figures"
  grep '^measure=' "$work/figures"
}
