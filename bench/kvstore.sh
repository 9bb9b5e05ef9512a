#!/usr/bin/env bash
# The durable store beside etcd (Debian's etcd-server) and a bare append log, on one disk, in turns.
# Usage: dev/bench kvstore [--quick] [put|put-64-writers|range|watch|disk|open ...], or dev/bench kvstore memory: five million puts with
# compaction, a line a million; or dev/bench kvstore soak [--minutes 30]: a mixed load, a line a minute, and the last quarter beside the
# second. JUBE_BENCH_DIR chooses the disk (default: the temporary directory). Called by dev/bench. Without root and without etcd on the PATH there is no peer.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
usage() {
  echo "usage: dev/bench kvstore [--quick] [put|put-64-writers|range|watch|disk|open ...] | memory | soak [--minutes N]" >&2
  exit 2
}
before=
for word in "$@"; do
  case $before$word in
    --quick | put | put-*-writers* | range | watch | disk | open | memory | soak | --minutes | --minutes[1-9]*) ;;
    *) usage ;;
  esac
  before=
  [ "$word" != --minutes ] || before=$word
done
[ -z "$before" ] || usage
"$root/dev/build"
. "$root/dev/jdk.sh"
find_jdk
etcd=$(command -v etcd || true)
if [ -z "$etcd" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
  echo "Installing etcd-server for the comparison ..." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq etcd-server; } >&2 || true
  etcd=$(command -v etcd || true)
fi
[ -n "$etcd" ] || echo "etcd is not installed: measured without a peer." >&2
work=$(mktemp -d -p "${JUBE_BENCH_DIR:-${TMPDIR:-/tmp}}" jubernetes-bench.XXXXXX)
trap 'rm -rf "$work"' EXIT
dist=$root/launcher/target/dist
classes=$root/bench/target/kvstore
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$classes" -cp "$dist/lib/*" "$root"/bench/src/main/java/io/jubernetes/bench/kvstore/*.java
heap=(-Xmx2g)
# all there from the beginning, so that what grows is not the heap
[ "$*" != memory ] || heap=(-Xms400m -Xmx400m -XX:+AlwaysPreTouch)
"$JAVA_HOME/bin/java" "${heap[@]}" -XX:+UseParallelGC --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
  -Dlogback.configurationFile="$root/bench/logback.xml" -cp "$classes:$dist/lib/*" io.jubernetes.bench.kvstore.KvstoreBench "$work" "${etcd:--}" "$@"
