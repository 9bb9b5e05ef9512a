#!/usr/bin/env bash
# A node whose agent is a process of its own, by runtime: how fast pods start (from the request that creates one to the news that it
# runs; the image is there), one after the other and a hundred at once; exec; logs; what the agent takes with 110 pods at rest. The peer
# is the aim. The images are made of busybox-static; containerd is one of the benchmark's own.
# Usage: dev/bench node [--quick] [cri|runc|crun|process ...] [start|many|exec|logs|rest ...]
# --quick: few pods, and only start and exec unless parts are named.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
effort=full
runtimes=() parts=()
for word in "$@"; do
  case $word in
    --quick) effort=quick ;;
    cri | runc | crun | process) runtimes+=("$word") ;;
    start | many | exec | logs | rest) parts+=("$word") ;;
    *)
      echo "usage: dev/bench node [--quick] [cri|runc|crun|process ...] [start|many|exec|logs|rest ...]" >&2
      exit 2
      ;;
  esac
done
if [ ${#parts[@]} = 0 ]; then
  parts=(start many exec logs rest)
  [ $effort = full ] || parts=(start exec)
fi
[ ${#runtimes[@]} -gt 0 ] || runtimes=(cri runc crun process)
. "$root/bench/lib/server.sh"
compile node api
image=localhost/bench:1 pause=localhost/pause:1
agent='' daemon='' node=''

end() { # ends a process of ours
  [ -z "$1" ] || kill "$1" 2>/dev/null || true
  [ -z "$1" ] || wait "$1" 2>/dev/null || true
}
leave() {
  end "$agent"
  finish
  [ -z "$node" ] || "$root/jube" down --data-dir "$work/$node" >/dev/null 2>&1 || true
  end "$daemon"
  agent='' daemon='' node=''
}
trap 'leave; rm -rf "$work"' EXIT

possible() { # whether this machine can have runtime $1, whose programs are the rest
  local runtime=$1 program
  [ "$(id -u)" = 0 ] || {
    echo "$runtime is left out: it needs root" >&2
    return 1
  }
  for program in "${@:2}" busybox ip; do
    command -v "$program" >/dev/null || {
      echo "$runtime is left out: $program is not installed" >&2
      return 1
    }
  done
}

archive() { # writes a docker archive of image $1, whose files are in $2, to $3
  local dir=$work/archive layer
  rm -rf "$dir"
  mkdir -p "$dir"
  tar --owner=0 --group=0 -cf "$dir/layer.tar" -C "$2" .
  layer=$(sha256sum "$dir/layer.tar" | cut -d' ' -f1)
  printf '{"architecture":"%s","os":"linux","config":{"Cmd":["/bin/sleep","1000000"]},"rootfs":{"type":"layers","diff_ids":["sha256:%s"]}}' \
    "$(uname -m | sed 's/x86_64/amd64/; s/aarch64/arm64/')" "$layer" >"$dir/config.json"
  printf '[{"Config":"config.json","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$1" >"$dir/manifest.json"
  tar -cf "$3" -C "$dir" manifest.json config.json layer.tar
}

images() { # busybox with its programs; a pause image is the same: it only has to sleep
  local files=$work/files program
  mkdir -p "$files/bin" "$files/proc" "$files/sys" "$files/dev" "$files/tmp" "$files/etc"
  cp "$(command -v busybox)" "$files/bin/busybox"
  for program in sh sleep yes head true cat; do ln -s busybox "$files/bin/$program"; done
  archive "$image" "$files" "$work/image.tar"
  archive "$pause" "$files" "$work/pause.tar"
}

containerd_starts() {
  local dir=$work/containerd
  mkdir -p "$dir/cni"
  sed "s#DIR#$dir#; s#PAUSE#$pause#; s#ROOT#$root#" "$root/dev/containerd.toml" >"$dir/config.toml"
  containerd -c "$dir/config.toml" >"$work/containerd.log" 2>&1 &
  daemon=$!
  for _ in $(seq 200); do
    ! ctr -a "$dir/c.sock" version >/dev/null 2>&1 || break
    sleep 0.05
  done
  ctr -a "$dir/c.sock" -n k8s.io images import "$work/image.tar" >/dev/null
  ctr -a "$dir/c.sock" -n k8s.io images import "$work/pause.tar" >/dev/null
}

agent_starts() { # with the data of node $1 and the flags that follow
  node=$1
  shift
  "$root/jube" agent --kubeconfig "$work/$node/admin.conf" --root-dir "$work/$node/nodes/bench" --node-name bench --ready-file \
    "$work/$node.agent" "$@" >"$work/agent.log" 2>&1 &
  agent=$!
  while [ ! -e "$work/$node.agent" ]; do
    kill -0 "$agent" 2>/dev/null || {
      cat "$work/agent.log" >&2
      exit 1
    }
    sleep 0.05
  done
}

measure() { # the parts with runtime $1, whose agent has the flags that follow
  local runtime=$1
  shift
  serve "$runtime" server
  mkdir -p "$work/$runtime/nodes/bench"
  case $runtime in
    runc | crun) "$root/jube" image import "$work/image.tar" --data-dir "$work/$runtime" --node-name bench >/dev/null ;;
  esac
  agent_starts "$runtime" "$@"
  bench -Xmx512m io.jubernetes.bench.node.NodeBench "$work/$runtime/admin.conf" "$agent" bench "$image" "$runtime" "$effort" "${parts[@]}"
  leave
}

images
for runtime in "${runtimes[@]}"; do
  case $runtime in
    cri)
      if possible cri containerd ctr runc; then
        containerd_starts
        measure cri --runtime cri --container-runtime-endpoint "unix://$work/containerd/c.sock"
      fi
      ;;
    process) measure process --runtime process ;;
    *) if possible "$runtime" "$runtime"; then measure "$runtime" --runtime "oci:$runtime"; fi ;;
  esac
done
figures
