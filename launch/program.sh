# shellcheck shell=bash
# Makes the program ready to run: a JDK, a Maven when it must be built, its jars. Needs: root.

# shellcheck source=launch/messages.sh
source "$root/launch/messages.sh"
# shellcheck source=launch/jdk.sh
source "$root/launch/jdk.sh"
# shellcheck source=launch/packages.sh
source "$root/launch/packages.sh"
# shellcheck source=launch/maven.sh
source "$root/launch/maven.sh"
# shellcheck source=launch/flags.sh
source "$root/launch/flags.sh"
# shellcheck source=launch/build.sh
source "$root/launch/build.sh"

# Sets JAVA_HOME and `jars`; builds when the program is missing or stale.
ready_program() {
  find_jdk
  if dist_is_stale; then build_dist; fi
  program=$(readlink -f "$dist")
  class_path "$program"
  use_utf8
}

# run_tests MODULE CLASS: runs one test class of a module, and shows what it prints.
run_tests() {
  find_jdk
  find_maven
  use_utf8
  (cd "$root" && "${maven[@]}" -B -q -pl "$1" -am -Dtest="$2" \
    -Dsurefire.failIfNoSpecifiedTests=false test </dev/null)
}

# dispatch DIRECTORY NAME [ARGUMENT ...]: runs DIRECTORY/NAME.sh; an unknown name lists the known, exit 2.
dispatch() {
  local directory=$1 name=${2:-} script
  if [[ $name =~ ^[a-z-]+$ && -r $root/$directory/$name.sh ]]; then
    # Without arguments of its own a sourced file would see those of this function.
    shift 2
    # shellcheck source=/dev/null
    source "$root/$directory/$name.sh" "$@"
    return
  fi
  {
    printf 'usage: %s NAME\n' "$0"
    for script in "$root/$directory"/*.sh; do
      [[ -e $script ]] || continue
      printf '  %-12s %s\n' "$(basename "$script" .sh)" "$(sed -n '2s/^# //p' "$script")"
    done
  } >&2
  exit 2
}
