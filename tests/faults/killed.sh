# shellcheck shell=bash
# Clients and servers that are killed in the middle of an import: what was visible stays, what was
# not is not, and the same command succeeds, without storing twice what had arrived.

noise "$work/first.raw" 2
noise "$work/big.raw" 64

packs() { find "$TAIN_HOME/store/packs" -type f ! -name '*.tmp' 2>/dev/null | wc -l; }
more_packs_than() { (($(packs) > $1)); }
server_pid() { ./tain status --output json | jq .pid; }

# scenario NAME: an empty home.
scenario() {
  export TAIN_HOME=$work/$1/home
  rm -rf "${work:?}/$1"
  mkdir "$work/$1"
}

# import_big: starts to import the big file in the background.
import_big() {
  ./tain image import "$work/big.raw" --name big >"$TAIN_HOME.import" 2>&1 &
  import=$!
}

half_stored() { eventually more_packs_than "$1"; }

# ends_with CODE PID: the process must end so.
ends_with() {
  local found=0
  wait "$2" 2>/dev/null || found=$?
  ((found == $1)) || fail "expected exit code $1, found $found: $(cat "$TAIN_HOME.import")"
}

# look COUNT: the image has so many versions, and the one from before is as it was.
look() {
  [[ $(versions first) == 1 && $(versions big) == "$1" ]] || fail "not $1 versions: $(./tain image list)"
  same_disk first "$work/first.raw"
}

# stored_once: the big file can be had back, and the attempts before cost nothing.
stored_once() {
  look 1
  same_disk big "$work/big.raw"
  (($(stored_bytes) < 70 << 20)) || fail "stored twice: $(stored_bytes) bytes"
}

# The client of a server that goes on, which is asked again at once.
scenario client
./tain up --listen 0 >/dev/null
./tain image import "$work/first.raw" --name first >/dev/null
import_big
half_stored 1
kill -KILL "$import"
ends_with 137 "$import"
look 0
./tain image import "$work/big.raw" --name big >/dev/null
stored_once

# The server of a client that goes on: it becomes the server itself, and begins again.
./tain image delete big >/dev/null
noise "$work/big.raw" 64
import_big
half_stored 4
kill -KILL "$(server_pid)"
ends_with 0 "$import"
./tain up --listen 0 >/dev/null
look 1
same_disk big "$work/big.raw"
./tain down >/dev/null

# The command that hosts the server of another one, which takes its place: client and server are
# gone at once.
scenario host
import_big
eventually test -e "$TAIN_HOME/server.json"
./tain image import "$work/first.raw" --name first >"$TAIN_HOME.first" 2>&1 &
guest=$!
half_stored 1
kill -KILL "$import"
ends_with 137 "$import"
ends_with 0 "$guest"
./tain up --listen 0 >/dev/null
look 0
./tain image import "$work/big.raw" --name big >/dev/null
stored_once

# A file that is written while it is imported is refused; what had been stored of it is taken up by the
# next import.
scenario changed
./tain image import "$work/first.raw" --name first >/dev/null
import_big
while kill -0 "$import" 2>/dev/null; do touch "$work/big.raw"; done
ends_with 5 "$import"
grep -q '(import.changed)' "$TAIN_HOME.import" || fail "$(cat "$TAIN_HOME.import")"
look 0
./tain image import "$work/big.raw" --name big >/dev/null
stored_once

# The server while a command waits for its instance: it is not started a second time, and not given up for
# another's.
scenario run
./tain image import "$work/first.raw" --name first >/dev/null
./tain up --listen 0 >/dev/null
./tain run first --name guest --memory 128 --wait serial:never >/dev/null 2>"$TAIN_HOME.run" &
guest=$!
guest_runs() { [[ $(./tain instance list --output json | jq -r '.instances[].state') == running ]]; }
eventually guest_runs
kill -KILL "$(server_pid)"
ends_with 1 "$guest"
grep -q '(run.interrupted)' "$TAIN_HOME.run" || fail "$(cat "$TAIN_HOME.run")"
[[ $(./tain instance list --output json | jq '.instances | length') == 1 ]] || fail "$(./tain instance list)"
./tain instance rm guest >/dev/null
