#!/usr/bin/env bash
# How fast a cluster starts, how fast its first pod runs, what it takes at rest, and how the CLI compares with kubectl.
# Usage: dev/bench startup [--quick]. Called by dev/bench. The peer of the CLI is kubectl, of dev/.cache or of the PATH.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
runs=5 rest=60 calls=15
case "${1:-}" in
  --quick) runs=2 rest=15 calls=5 ;;
  "") ;;
  *)
    echo "usage: dev/bench startup [--quick]" >&2
    exit 2
    ;;
esac
"$root/dev/build"
export JUBE_NO_BUILD=1
kubectl=$root/dev/.cache/kubernetes-1.35/kubectl/kubectl
[ -x "$kubectl" ] || kubectl=$(command -v kubectl || true)
work=$(mktemp -d)
server=""
ticks=$(getconf CLK_TCK)

stop() { # ends the cluster and its pods
  [ -n "$server" ] || return 0
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=""
  "$root/jube" down --data-dir "$data" >>"$work/log" 2>&1 || true
}
finish() {
  stop
  rm -rf "$work"
}
trap finish EXIT

now() { # milliseconds
  local t=$EPOCHREALTIME
  echo $((${t/[.,]/} / 1000))
}
median() { sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }
cpu() { # milliseconds that process $1 has used
  local line
  line=$(<"/proc/$1/stat")
  # shellcheck disable=SC2086
  set -- ${line##*) }
  echo $(((${12} + ${13}) * 1000 / ticks))
}

start() { # starts run $1 and waits until its node is ready
  data=$work/data-$1
  "$root/jube" up --data-dir "$data" --port 0 --kubeconfig "$work/kubeconfig" --ready-file "$work/ready-$1" >>"$work/log" 2>&1 &
  server=$!
  while [ ! -e "$work/ready-$1" ]; do
    kill -0 "$server" 2>/dev/null || {
      cat "$work/log" >&2
      exit 1
    }
    sleep 0.01
  done
}

cat >"$work/pod.yaml" <<'END'
apiVersion: apps/v1
kind: Deployment
metadata:
  name: first
spec:
  selector:
    matchLabels: { app: first }
  template:
    metadata:
      labels: { app: first }
    spec:
      terminationGracePeriodSeconds: 0
      containers:
        - name: main
          image: none
          command: [sleep, "3600"]
END

first_pod() { # from the call of the client to the news that the pod runs
  local client=${kubectl:-$root/jubectl} begin line
  begin=$(now)
  "$client" --kubeconfig "$work/kubeconfig" apply -f "$work/pod.yaml" >>"$work/log" 2>&1
  while read -r line; do
    [[ $line != *Running* ]] || break
  done < <(timeout 60 "$client" --kubeconfig "$work/kubeconfig" get pods --watch --no-headers 2>>"$work/log" & echo $! >"$work/watch"; wait)
  echo $(($(now) - begin))
  kill "$(<"$work/watch")" 2>/dev/null || true
}

clock() { # median milliseconds of $calls calls of a client
  local i begin
  for ((i = 0; i <= calls; i++)); do
    begin=$(now)
    "$1" --kubeconfig "$work/kubeconfig" get pods >>"$work/log" 2>&1
    [ "$i" = 0 ] || echo $(($(now) - begin)) # the first warms the disk's cache
  done | median
}

row() { # id, ours, peer or -, unit, aim
  local ratio=-
  [ "$3" = - ] || ratio=$(awk -v a="$2" -v b="$3" 'BEGIN { printf "%.2f", a / b }')
  printf '%-20s %10s %10s %7s  %-8s %s\n' "$1" "$2" "$3" "$ratio" "$4" "$5" >>"$work/table"
  echo "measure=$1 ours=$2 peer=$3 ratio=$ratio unit=$4" >>"$work/figures"
}

for ((run = 1; run <= runs; run++)); do
  echo "run $run of $runs ..." >&2
  begin=$(now)
  start "$run"
  echo $(($(now) - begin)) >>"$work/ready"
  cpu "$server" >>"$work/ready-cpu"
  first_pod >>"$work/first"
  [ "$run" = "$runs" ] || stop
done

echo "at rest for $rest s ..." >&2
sleep "$rest"
resident=$(awk '/^VmRSS/ { print int($2 / 1024) }' "/proc/$server/status")
before=$(cpu "$server")
sleep 10
idle=$((($(cpu "$server") - before) / 100)) # of 10,000 ms, in percent of one core
echo "clients ..." >&2
ours=$(clock "$root/jubectl")
peer=-
[ -z "$kubectl" ] || peer=$(clock "$kubectl")

row ready "$(median <"$work/ready")" - ms "aim: <= 3000"
row ready-cpu "$(median <"$work/ready-cpu")" - ms "CPU time of the above, whatever else the machine does"
row first-pod-running "$(median <"$work/first")" - ms "aim: <= 1000"
row resident-idle "$resident" - MiB "aim: <= 350; one pod, $rest s after it ran"
row cpu-idle "$idle" - percent "of one core"
row cli-get-pods "$ours" "$peer" ms "aim: < 300 and <= 3 x kubectl"
printf '%-20s %10s %10s %7s  %-8s\n' measure ours peer ratio unit
cat "$work/table"
cat "$work/figures"
