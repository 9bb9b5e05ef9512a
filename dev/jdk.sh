# Sourced by the launchers: leaves in JAVA_HOME a JDK of version 25 or newer, or explains how to get one and exits.

jdk_version() { # the feature version of the JDK in directory $1, or nothing
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  local on_path=""
  if command -v java >/dev/null 2>&1; then
    on_path=$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")
  fi
  local candidate version
  for candidate in "${JAVA_HOME:-}" "$on_path" "${JDK_HOME:-}" /usr/lib/jvm/* "$HOME"/.sdkman/candidates/java/* \
    "$HOME"/.jdks/* /opt/jdk* /opt/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    version=$(jdk_version "$candidate")
    if [ "${version:-0}" -ge 25 ] 2>/dev/null; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      # Maven's own libraries do what newer JDKs warn of; that is not our users' business.
      export MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
      return 0
    fi
  done
  echo "jubernetes: no JDK of version 25 or newer found (looked at JAVA_HOME, PATH, /usr/lib/jvm, ~/.sdkman, ~/.jdks, /opt)." >&2
  echo "  Install one, for instance Eclipse Temurin 25 from your system's package manager or sdkman ('sdk install java 25-tem')," >&2
  echo "  or set JAVA_HOME to where it is." >&2
  exit 1
}
