# shellcheck shell=bash
# Finds the JDK that builds and runs Tain. Needs: messages.sh.

readonly jdk_least=25

# The version of the JDK in directory $1, or nothing when it holds none (a JRE cannot build).
jdk_version() {
  [[ -x $1/bin/java && -x $1/bin/javac && -r $1/release ]] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# Sets JAVA_HOME to the JDK that TAIN_JAVA names, else to the first that is new enough, or ends with
# exit code 6.
find_jdk() {
  local candidate version on_path
  on_path=$(command -v javac || true)
  [[ -n $on_path ]] && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
  if [[ -n ${TAIN_JAVA:-} ]]; then
    version=$(jdk_version "$TAIN_JAVA")
    ((${version:-0} >= jdk_least)) || lack launcher.jdk-named path "$TAIN_JAVA" least "$jdk_least"
    export JAVA_HOME=$TAIN_JAVA
    return
  fi
  for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/java/* /opt/jdk* \
    "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/*; do
    [[ -n $candidate ]] || continue
    version=$(jdk_version "$candidate")
    if [[ -n $version ]] && ((version >= jdk_least)); then
      export JAVA_HOME=$candidate
      return
    fi
  done
  lack launcher.jdk-missing least "$jdk_least"
}
