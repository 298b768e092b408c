#!/usr/bin/env bash
# Tries the program as a user does, in a home of its own.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

home=$(mktemp -d /var/tmp/tain-e2e-XXXXXX)
trap 'rm -rf "$home"' EXIT
export TAIN_HOME=$home

# expect CODE COMMAND ...: runs a command that must end with this exit code.
expect() {
  local code=$1 found=0
  shift
  "$@" || found=$?
  if ((found != code)); then
    printf 'expected exit code %d, found %d: %s\n' "$code" "$found" "$*" >&2
    exit 1
  fi
}

expect 0 ./tain version
expect 0 ./tain help
expect 2 ./tain no-such-command
[[ $(TAIN_LANG=zh ./tain help) == *用法* ]]
