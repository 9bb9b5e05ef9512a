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
. "$root/bench/lib/server.sh"
compile api
for part in "${parts[@]}"; do
  serve "$part"
  bench -Xmx1g -Xmn600m io.jubernetes.bench.api.ApiBench "$work/$part/admin.conf" "$server" $effort "$part"
  finish
  rm -rf "${work:?}/$part"
done
figures
