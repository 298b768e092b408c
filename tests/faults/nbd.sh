# shellcheck shell=bash
# Versions served over NBD to tools of others, until they are interrupted; and a disk host that is
# killed while it serves.

noise "$work/disk.raw" 6
truncate -s 8M "$work/disk.raw"
./tain up --listen 0 >/dev/null
./tain image import "$work/disk.raw" --name disk >/dev/null

# serve NAME OPTION ...: serves the disk in the background, under a name that is new; sets `uri`,
# `server`.
serve() {
  local name=$1
  shift
  # In the background of a script, an interrupt is ignored unless it is asked for.
  env --default-signal=INT ./tain nbd disk "$@" --output json >"$work/$name.json" 2>"$work/$name.err" &
  server=$!
  eventually grep -q uri "$work/$name.json"
  uri=$(jq -r .uri "$work/$name.json")
}

no_disk_host() { ! pgrep -f "disk-host --home $TAIN_HOME"; }

# interrupt PID: what Ctrl-C does.
interrupt() {
  kill -INT "$1"
  expect 130 wait "$1"
}

# same_over_nbd URI: two tools read there what was imported.
same_over_nbd() {
  qemu-img compare -q -f raw -F raw "$1" "$work/disk.raw" || fail "not the disk: $1"
  nbdcopy "$1" "$work/copy.raw" && cmp "$work/copy.raw" "$work/disk.raw"
}

# A disk host that never had a disk to serve does not stay.
refused 5 file.exists "$work/disk.raw" ./tain nbd disk --socket "$work/disk.raw"
eventually no_disk_host

serve socket --socket "$work/disk.sock"
on_socket=$uri
socket_server=$server
[[ $(nbdinfo --size "$uri") == $((8 << 20)) ]] || fail 'size over NBD'
[[ $(nbdinfo --map --totals --json "$uri" | jq '[.[] | select(.type == 3).size] | add') == $((2 << 20)) ]] ||
  fail 'holes over NBD'
same_over_nbd "$on_socket"
refused 5 file.exists "$work/disk.sock" ./tain nbd disk --socket "$work/disk.sock"

serve port --port 0
on_port=$uri
same_over_nbd "$on_port"
refused 5 port.taken "${on_port##*:}" ./tain nbd disk --port "${on_port##*:}"
refused 4 image.not-found nothing ./tain nbd nothing --port 0
refused 4 file.not-found "$work/none" ./tain nbd disk --socket "$work/none/disk.sock"
refused 1 file.failed "$work/long" ./tain nbd disk --socket "$work/long$(printf 'g%.0s' {1..100})"
expect 2 ./tain nbd disk --port 65536 2>/dev/null
expect 2 ./tain nbd disk 2>/dev/null

# Killed, the disk host is started again by the server, at the same places.
kill -KILL "$(pgrep -f "disk-host --home $TAIN_HOME")"
eventually nbdinfo --size "$on_port"
same_over_nbd "$on_port"
same_over_nbd "$on_socket"

interrupt "$server"
expect 1 nbdinfo --size "$on_port" 2>/dev/null
same_over_nbd "$on_socket"
interrupt "$socket_server"
[[ ! -e $work/disk.sock ]] || fail 'the socket is left'
eventually no_disk_host

# Killed, the command says no goodbye: its disk is served no longer all the same.
serve killed --port 0
kill -KILL "$server"
expect 137 wait "$server" 2>/dev/null
eventually no_disk_host

# What a guest prints for ever takes bounded room.
./tain run disk --name guest --memory 128 >/dev/null
guest=$(./tain instance show guest --output json | jq .pid)
kill -STOP "$guest"
console=$TAIN_HOME/instances/guest/serial.log
noise "$work/printed" 20
(base64 -w 99 "$work/printed"; echo last words) >"$console"
console_is_small() { (($(stat -c '%b * %B' "$console") <= 8 << 20)); }
eventually console_is_small
./tain instance log guest >"$work/newest" 2>"$work/cut"
cmp "$work/newest" <(tail -c "$(stat -c %s "$work/newest")" "$console") || fail 'not the newest part'
(($(stat -c %s "$work/newest") > 4000000)) || fail 'too little is kept'
grep -q '^the guest printed 2[0-9].* MiB before this' "$work/cut" || fail "$(cat "$work/cut")"

# What the disk host has to serve is damaged: the server says it once more, for the guest.
printf '{"exports":[{"na' >"$TAIN_HOME/instances/exports.json"
kill -KILL "$(pgrep -f "disk-host --home $TAIN_HOME")"
eventually grep -q instance-guest "$TAIN_HOME/instances/exports.json"

# A socket whose directory is gone keeps no other disk from being served again.
mkdir "$work/gone"
serve gone --socket "$work/gone/disk.sock"
gone=$server
serve kept --port 0
rm -r "$work/gone"
kill -KILL "$(pgrep -f "disk-host --home $TAIN_HOME")"
eventually nbdinfo --size "$uri"

# All of it ends with one command, also when the server is gone and a guest's QEMU hangs.
kill -KILL "$(./tain status --output json | jq .pid)"
./tain down --instances 2>/dev/null
! pgrep -fa "$TAIN_HOME" >&2 || fail 'left running'
[[ ! -e /proc/$guest/exe ]] || fail 'the guest is left'
expect 143 wait "$gone"
expect 143 wait "$server"
[[ $(./tain instance list --output json | jq -r '.instances[].state') == stopped ]] || fail 'not stopped'
refused 4 server.not-running "$TAIN_HOME" ./tain down --instances
refused 4 server.not-running "$TAIN_HOME" ./tain down

# When the command returns, the process of the server is gone.
./tain up --listen 0 >/dev/null
./tain down >/dev/null
! pgrep -fa "$TAIN_HOME" >&2 || fail 'left running'
