# What the sessions of nodes say to kubectl, in fewer words. Images are named as the tests push them: image: box means busybox.

# pod NAME: creates a pod of the spec that is read; it has a second to end, or $GRACE
pod() {
  {
    printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: %s, labels: {app: %s, tier: low}, annotations: {note: of %s}}\n' "$1" "$1" "$1"
    printf 'spec:\n  terminationGracePeriodSeconds: %s\n' "${GRACE:-1}"
    sed -E "s#image: (box|named|numbered|greeter)([,} ]|\$)#image: $REGISTRY/\1:1\2#; s/^/  /"
  } | kubectl create -f - > /dev/null
}

# is POD PATH VALUE: waits until the pod's field has this value
is() { quietly kubectl wait --for=jsonpath="$2=$3" "pod/$1" --timeout=60s; }

phase() { is "$1" '{.status.phase}' "$2"; }

ready() { quietly kubectl wait --for=condition=Ready "pod/$1" --timeout=60s; }

# quietly COMMAND...: shows what it printed only when it failed
quietly() {
  local out code
  out=$("$@" 2>&1) || { code=$?; printf '%s\n' "$out"; return $code; }
}

# whose NAMESPACE: says of each line that is read whether it names this namespace of the machine
whose() { while read -r line; do [ "$line" = "$(readlink /proc/self/ns/$1)" ] && echo "the node's" || echo "its own"; done; }

# says NAME: creates a pod, waits until it has succeeded, and shows its logs, by the names of its containers
says() {
  pod "$1" && phase "$1" Succeeded && kubectl logs "$1" --all-containers --prefix | LC_ALL=C sort -s -k 1,1 | sed 's/^[^]]*] //'
}

field() { kubectl get pod "$1" -o jsonpath="$2"; echo; }

# eventually COMMAND: repeats it until it succeeds, and prints what it printed then
eventually() {
  local i out
  for i in $(seq 100); do
    if out=$(eval "$1" 2>&1); then
      [ -z "$out" ] || printf '%s\n' "$out"
      return 0
    fi
    sleep 0.4
  done
  printf 'never: %s\n%s\n' "$1" "$out"
  return 1
}
