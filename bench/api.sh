#!/usr/bin/env bash
# The API server as a process of its own under load from one client process: loopback TLS, HTTP/2, a durable store. Each part has a
# server of its own; client and server share the machine's cores, so the server's CPU time per request is told as well.
# Usage: dev/bench api [--quick] [create|get|update|patch|list|watch|memory ...]. JUBE_BENCH_DIR chooses the disk. There is no peer: the Go
# server is in none of the package registries that this project builds from.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
effort=full
parts=()
for word in "$@"; do
  case $word in
    --quick) effort=quick ;;
    create | get | update | patch | list | watch | memory) parts+=("$word") ;;
    *)
      echo "usage: dev/bench api [--quick] [create|get|update|patch|list|watch|memory ...]" >&2
      exit 2
      ;;
  esac
done
[ ${#parts[@]} -gt 0 ] || parts=(create get update patch list watch memory)
[ -n "${JUBE_NO_BUILD:-}" ] || "$root/dev/build"
export JUBE_NO_BUILD=1
. "$root/dev/jdk.sh"
find_jdk
work=$(mktemp -d -p "${JUBE_BENCH_DIR:-${TMPDIR:-/tmp}}" jubernetes-bench.XXXXXX)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  server=
}
trap 'finish; rm -rf "$work"' EXIT
dist=$root/launcher/target/dist
classes=$root/bench/target/api
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$classes" -cp "$dist/lib/*" "$root"/bench/src/main/java/io/jubernetes/bench/{kvstore,api}/*.java
for part in "${parts[@]}"; do
  "$root/jube" apiserver --data-dir "$work/$part" --port 0 --ready-file "$work/$part.ready" >"$work/log" 2>&1 &
  server=$!
  while [ ! -e "$work/$part.ready" ]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$work/log" >&2
      exit 1
    }
    sleep 0.05
  done
  "$JAVA_HOME/bin/java" -Xmx1g -Xmn600m -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -Dlogback.configurationFile="$root/bench/logback.xml" -cp "$classes:$dist/lib/*" io.jubernetes.bench.api.ApiBench \
    "$work/$part/admin.conf" "$server" $effort "$part" >>"$work/figures"
  finish
  rm -rf "${work:?}/$part"
done
printf '%-36s %12s %12s %7s  %s\n' measure ours peer ratio unit
grep -v '^measure' "$work/figures"
grep '^measure=' "$work/figures"
