# Sourced by the launchers: the JVM flags of the server and of the CLI.
# Serial collector: the smallest and, on a few cores, the fastest to start. Compact headers save a tenth of the heap.
# The optimising compiler (tier 4) begins four times later than usual: what runs often under load is there within a second all
# the same, and what only starting runs is not worth its time, a quarter of all that starting took.
# It inlines less than usual, too: that saves a third of its time, so that a server under load is at its full speed after 35 s
# instead of 48 on 2 cores, and costs nothing then.
JUBE_JVM_FLAGS=(-XX:+UseSerialGC -XX:+UseCompactObjectHeaders -Xms64m -Xmx"${JUBE_MAX_HEAP:-512m}" -XX:MaxHeapFreeRatio=40 -XX:MinHeapFreeRatio=15
  -XX:InlineSmallCode=1000 -XX:MaxInlineLevel=7
  -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=2400 -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000
  -Xss512k -XX:+ExitOnOutOfMemoryError -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr
  --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)
# The CLI offers no key exchange on P-256: the JDK would build a table for that curve at every start, a third of the CLI's time.
# Servers that lack x25519 (FIPS) have P-384. The young generation has room for all that a short command allocates.
JUBECTL_JVM_FLAGS=(-Djdk.tls.namedGroups=x25519,secp384r1,secp521r1
  -XX:+UseSerialGC -XX:+UseCompactObjectHeaders -XX:TieredStopAtLevel=1 -Xms64m -Xmn48m -Xmx256m -XX:-UsePerfData
  -Xlog:disable -Xlog:all=error:stderr --enable-native-access=ALL-UNNAMED)

# glibc would otherwise keep an arena of memory for every few native threads.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX:-2}"

# Adds the AOT cache $1 to the flags of array AOT when it is there.
use_aot() {
  AOT=()
  [ ! -s "$1" ] || AOT=("-XX:AOTCache=$1")
}
