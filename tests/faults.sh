#!/usr/bin/env bash
# Tries the program with bad input, and interrupts it wherever it can be: each gets its error, and
# what was stored stays sound.
#
#   tests/faults.sh [NAME ...]    all of tests/faults, or those named
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
# shellcheck source=tests/expect.sh
source tests/expect.sh

# Side by side: most of their time is waiting.
readonly one_lane=(killed space input formats) other_lane=(shared disks nbd database export)
work=$(mktemp -d /var/tmp/tain-faults-XXXXXX)
export work
trap 'end' EXIT

# Ends what still runs, also after a failure; leaves nothing behind.
end() {
  local left
  end_servers "$work"
  # A script that failed may leave more: whatever names its directory, which nobody else has.
  while IFS= read -r left; do kill "$left" 2>/dev/null || true; done < <(pgrep -f "$work/")
  rm -rf "$work"
}

# end_servers DIRECTORY: those of the homes below it.
end_servers() {
  local server
  while IFS= read -r server; do
    ./tain down --instances --home "$(dirname "$server")" >/dev/null 2>&1 || true
  done < <(find "$1" -maxdepth 4 -name server.json)
}

# try NAME: one script with a home of its own, which must not leave anything running.
try() {
  local started=$SECONDS room=$work/$1
  mkdir "$room"
  TAIN_HOME=$room/home work=$room bash -euo pipefail -c \
    'source tests/expect.sh; source "tests/faults/$1.sh"' faults "$1" || fail "$1"
  end_servers "$room"
  left_alone "$room" || fail "left running by $1"
  rm -rf "$room"
  printf '%s: %d s\n' "$1" "$((SECONDS - started))"
}

lane() {
  local name
  for name in "$@"; do try "$name"; done
}

# Built before anything is timed or interrupted.
./tain version >/dev/null
if (($# > 0)); then
  lane "$@"
else
  lane "${one_lane[@]}" &
  first=$!
  lane "${other_lane[@]}"
  wait "$first" || fail "one of ${one_lane[*]}"
fi
