#!/usr/bin/env bash
# The scheduler under the shapes of upstream's scheduler_perf at 5,000 nodes: alone (queue and decisions, bound in process), and
# through an API server in a process of its own. The peer is upstream's floor for its scheduler through its API server, on much
# larger machines than one is likely to have at hand; where upstream has none there is no peer.
# Usage: dev/bench scheduler [--quick] [api] [SHAPE ...]. --quick: 1,000 nodes, and of the shapes only basic through the API server.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
nodes=5000
shapes=()
known="basic node-affinity preferred-pod-affinity preferred-pod-anti-affinity pod-affinity pod-anti-affinity topology-spread preemption mixed-churn"
for word in "$@"; do
  if [ "$word" = --quick ]; then
    nodes=1000
  elif [[ " $known api " == *" $word "* ]]; then
    shapes+=("$word")
  else
    echo "usage: dev/bench scheduler [--quick] [api] [SHAPE ...]; shapes: $known" >&2
    exit 2
  fi
done
# shellcheck disable=SC2206 # the names hold no blanks
[ ${#shapes[@]} -gt 0 ] || shapes=($known api)
[ -n "${JUBE_NO_BUILD:-}" ] || "$root/dev/build"
export JUBE_NO_BUILD=1
. "$root/dev/jdk.sh"
find_jdk
work=$(mktemp -d -p "${JUBE_BENCH_DIR:-${TMPDIR:-/tmp}}" jubernetes-bench.XXXXXX)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
dist=$root/launcher/target/dist
classes=$root/bench/target/scheduler
mkdir -p "$classes"
"$JAVA_HOME/bin/javac" -proc:none -nowarn -d "$classes" -cp "$dist/lib/*" "$root"/bench/src/main/java/io/jubernetes/bench/{kvstore,scheduler}/*.java
bench() {
  "$JAVA_HOME/bin/java" -Xmx2g -Xmn1g -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED \
    -Dlogback.configurationFile="$root/bench/logback.xml" -cp "$classes:$dist/lib/*" \
    io.jubernetes.bench.scheduler.SchedulerBench "$nodes" "$@" >>"$work/figures"
}
for shape in "${shapes[@]}"; do
  if [ "$shape" != api ]; then
    bench "$shape"
    continue
  fi
  "$root/jube" apiserver --data-dir "$work/api" --port 0 --ready-file "$work/ready" >"$work/log" 2>&1 &
  server=$!
  while [ ! -e "$work/ready" ]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$work/log" >&2
      exit 1
    }
    sleep 0.05
  done
  bench basic "$work/api/admin.conf"
done
printf '%-36s %12s %12s %7s  %s\n' measure ours peer ratio unit
grep -v '^measure' "$work/figures"
grep '^measure=' "$work/figures"
