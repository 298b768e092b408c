#!/usr/bin/env bash
# Tries the program as a user does: everything that the README shows, in its order, and what must be refused.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

# shellcheck source=tests/expect.sh
source tests/expect.sh

work=$(mktemp -d /var/tmp/tain-e2e-XXXXXX)
export TAIN_HOME=$work/home
trap 'end' EXIT

# Ends what still runs, also after a failure; leaves nothing behind.
end() {
  ./tain down --instances >/dev/null 2>&1 || true
  rm -rf "$work" web.qcow2 web.vhdx
}

# never_opened TRACE: the image was opened, as the trace must show, and the file that it names was not.
never_opened() {
  if ! grep -q "$work/backed.qcow2" "$1"; then
    printf 'the trace does not show that the image was opened: %s\n' "$1" >&2
    exit 1
  fi
  if grep -q "$work/canary" "$1"; then
    printf 'the file that the image names was opened: %s\n' "$1" >&2
    exit 1
  fi
}

started=$SECONDS
# Built before anything that is printed is compared.
./tain version
/usr/bin/python3 tests/readme.py README.md
printf '\nthe README took %d s\n' "$((SECONDS - started))"

started=$SECONDS
./tain quickstart --output json >"$work/quickstart.json"
printf 'the quickstart again took %d s\n' "$((SECONDS - started))"
started=$SECONDS
tests/printed.sh "$work/quickstart.json"
printf 'every command that prints JSON took %d s\n' "$((SECONDS - started))"
expect 2 ./tain no-such-command
expect 2 ./tain image import
expect 4 ./tain image show nothing
expect 4 ./tain instance show nothing
expect 5 ./tain image import web.qcow2 --name copy --version 1
[[ $(TAIN_LANG=zh ./tain help) == *用法* ]]

# What names another file is refused, and that file is never opened.
printf 'secret' >"$work/canary"
qemu-img create -q -f qcow2 -b "$work/canary" -F raw "$work/backed.qcow2" 1M
expect 5 strace -f -qq -e trace=open,openat -o "$work/alone.trace" ./tain image import "$work/backed.qcow2" --name bad
never_opened "$work/alone.trace"

# A server that runs reads the file itself.
strace -f -qq -e trace=open,openat -o "$work/server.trace" ./tain serve >/dev/null &
server=$!
eventually ./tain status
expect 5 ./tain image import "$work/backed.qcow2" --name bad
./tain down
wait "$server" || true
never_opened "$work/server.trace"

# Two commands at once on one home, and a port that is taken.
./tain image list >/dev/null &
other=$!
./tain image list >/dev/null
wait "$other"
./tain up --listen 0 --output json >"$work/up.json"
port=$(grep -oE ':[0-9]+"' "$work/up.json" | tr -d ':"')
expect 5 ./tain serve --home "$work/other" --listen "$port"
./tain down
expect 4 ./tain status

# Nothing is left running.
left_alone "$work"
