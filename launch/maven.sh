# shellcheck shell=bash
# Finds the Maven that builds Tain (docs/adr/0002-maven.md). Needs: root, messages.sh, packages.sh, JAVA_HOME.

readonly maven_least=3.8.7

# Sets the array `maven` to the command, or ends with exit code 6.
find_maven() {
  local unpacked
  unpacked=$(compgen -G "${MAVEN_USER_HOME:-${HOME:-}/.m2}/wrapper/dists/apache-maven-3.9.11/*/bin/mvn" | head -n 1 || true)
  if [[ -n $unpacked ]]; then
    maven=("$unpacked")
  elif [[ -n ${MVNW_REPOURL:-} ]]; then
    maven=("$root/mvnw")
  elif maven_on_path; then
    maven=(mvn)
  elif ((EUID == 0)) && command -v apt-get >/dev/null; then
    say launcher.installing packages maven
    install_packages maven
    maven=(mvn)
  else
    lack launcher.maven-missing least "$maven_least"
  fi
}

maven_on_path() {
  local version
  command -v mvn >/dev/null || return 1
  version=$(mvn --version 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  [[ -n $version && $(printf '%s\n' "$maven_least" "$version" | sort -V | head -n 1) == "$maven_least" ]]
}
