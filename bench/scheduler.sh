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
. "$root/bench/lib/server.sh"
compile scheduler
shape() { bench "${flags[@]}" -Xmx2g -Xmn1g io.jubernetes.bench.scheduler.SchedulerBench "$nodes" "$@"; }
for shape in "${shapes[@]}"; do
  flags=()
  if [ "$shape" = api ]; then
    # what a scheduler of its own runs with
    . "$root/dev/jvm.sh"
    flags=("${JUBE_JVM_FLAGS[@]}")
    serve api
    shape basic "$work/api/admin.conf"
    finish
  else
    shape "$shape"
  fi
done
figures
