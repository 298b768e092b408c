# shellcheck shell=bash
# Debian packages: what is missing, and installing it. Needs: messages.sh.

# missing_packages LIST: the packages of LIST whose files are not there, one a line.
missing_packages() {
  local file package
  while read -r file package; do
    [[ $file == /* && ! -e $file ]] && printf '%s\n' "$package"
  done <"$1"
  return 0
}

# install_packages NAME ...: installs Debian packages, as root; prints only what failed.
install_packages() {
  local log
  log=$(mktemp)
  if ! apt install "$@" >"$log" 2>&1 && ! { apt update && apt install "$@"; } >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"
    lack launcher.install-failed packages "$*"
  fi
  rm -f "$log"
}

# apt update | apt install NAME ...
apt() {
  local act=$1
  shift
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -qq -y \
    --no-install-recommends "$act" "$@" </dev/null
}
