#!/usr/bin/env bash
# A whole cluster on one machine: the control plane as one process, 5,000 hollow nodes (whole kubelets whose containers are only
# remembered) as another, 10,000 Deployments of 15 pods with a Service each. Time to create and to run all, latency by verb (the
# server's own metrics; the peer is upstream's objective: 1 s for single objects, 30 s for lists), what a resting cluster costs.
# Usage: dev/bench scale [--quick | NODES PODS SERVICES] [--until nodes|pods]. The full size wants 20 GB of memory. --quick: 100 nodes
# and 1,500 pods. --until ends after a phase; the script's java ended by SIGTERM prints what it has so far.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
nodes=5000 pods=150000 services=10000 rest=60 server_heap=9g hollow_heap=9g last=rest
if [ $# -ge 2 ] && [ "${*: -2:1}" = --until ]; then
  last=${*: -1}
  set -- "${@:1:$#-2}"
  case $last in nodes | pods) ;; *) set -- usage ;; esac
fi
case $# in
  0) ;;
  1)
    [ "$1" = --quick ] || set -- usage
    nodes=100 pods=1500 services=100 rest=10 server_heap=1g hollow_heap=1g
    ;;
  3) nodes=$1 pods=$2 services=$3 ;;
  *) set -- usage ;;
esac
if [ "${1:-}" = usage ]; then
  echo "usage: dev/bench scale [--quick | NODES PODS SERVICES] [--until nodes|pods]" >&2
  exit 2
fi
. "$root/bench/lib/server.sh"
compile scale api
export JUBE_MAX_HEAP=$server_heap
# pauses of the serial collector grow with what lives
export JUBE_JAVA_OPTS="${JUBE_JAVA_OPTS:-} -XX:-UseSerialGC -XX:+UseParallelGC"
serve scale server
bench -Xmx$hollow_heap -XX:-UseSerialGC -XX:+UseParallelGC -Xss512k io.jubernetes.bench.scale.ScaleBench "$work/scale/admin.conf" "$server" "$work/hollow" \
  "$nodes" "$pods" "$services" "$rest" "$last"
finish
figures
cores=$(nproc)
awk -v cores="$cores" -F'[ =]' '/^measure=scale-load-server-cpu/ { s = $4 } /^measure=scale-load-hollow-cpu/ { h = $4 }
  END { printf "While it filled, the control plane used %.2f and the hollow nodes %.2f of %d cores: %s bounds it.\n", s, h, cores,
    (s + h > 0.85 * cores) ? "CPU" : "waiting, not CPU," }' "$work/figures"
