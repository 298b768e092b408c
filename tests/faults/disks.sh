# shellcheck shell=bash
# Guests whose disk host or QEMU is killed. The guest is the firmware, which finds nothing to boot;
# what reads its disk is QEMU itself, when it is told to.

noise "$work/disk.raw" 6
truncate -s 8M "$work/disk.raw"
./tain up --listen 0 >/dev/null
./tain image import "$work/disk.raw" --name disk >/dev/null

is_state() { [[ $(field "$1" state) == "$2" ]]; }
no_disk_host() { ! pgrep -f "disk-host --home $TAIN_HOME"; }

# field NAME JQ: a field of the instance.
field() { ./tain instance show "$1" --output json | jq -r ".$2"; }

# watch_disk NAME: lets the QEMU of an instance show its disk, as the guest has it, on a socket. The
# guest itself is stopped: it would only look for something to boot, with all of a processor.
watch_disk() {
  {
    printf '%s\n' '{"execute":"qmp_capabilities"}' \
      '{"execute":"stop"}' '{"execute":"nbd-server-start","arguments":{"addr":{"type":"unix","data":{"path":"watch.sock"}}}}' \
      '{"execute":"block-export-add","arguments":{"type":"nbd","id":"watch","node-name":"disk"}}'
    eventually test -S "$TAIN_HOME/instances/$1/watch.sock"
    sleep 0.2
  } | curl -s --max-time 1 --unix-socket "$TAIN_HOME/instances/$1/qmp.sock" telnet://qmp >"$work/qmp" || true
}

# guest_reads NAME: what QEMU reads, which only the disk host can give it, is what was imported.
guest_reads() {
  rm -f "$work/seen.raw"
  timeout 60 nbdcopy "nbd+unix:///disk?socket=$TAIN_HOME/instances/$1/watch.sock" "$work/seen.raw" ||
    fail "instance $1 does not read its disk: $(cat "$work/qmp")"
  cmp "$work/seen.raw" "$work/disk.raw"
}

./tain run disk --name guest --memory 128 >/dev/null
watch_disk guest
guest_reads guest
fetched=$(field guest boot.fetched_bytes)
((fetched > 0)) || fail 'nothing was fetched'

# The disk host: what the guest asks for meanwhile, it gets from the next one.
kill -KILL "$(pgrep -f "disk-host --home $TAIN_HOME")"
guest_reads guest
is_state guest running || fail 'the instance is not running'

# The server: the guests go on, and are found again.
kill -KILL "$(./tain status --output json | jq .pid)"
guest_reads guest
./tain up --listen 0 >/dev/null
is_state guest running || fail 'not found again'
guest_reads guest

# QEMU: the instance has failed, and can be removed.
kill -KILL "$(field guest pid)"
eventually is_state guest failed
expect 0 ./tain instance list >/dev/null
./tain instance rm guest >/dev/null
refused 4 instance.not-found guest ./tain instance show guest
eventually no_disk_host
same_disk disk "$work/disk.raw"
