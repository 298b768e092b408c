# shellcheck shell=bash
# Ports that are taken, files and homes without permission, and commands that meet on one home.

qemu-img create -q -f raw "$work/disk.raw" 4M
noise "$work/noise.raw" 2

# An ordinary user, of whom this machine knows nothing: without root's right to everything.
as_stranger() { unshare --user "$@"; }

# A home whose server does not answer: waiting for it ends.
./tain up --home "$work/held" --listen 0 --output json >"$work/held.json"
kill -STOP "$(jq .pid "$work/held.json")"
refused 5 home.busy "$work/held" ./tain image list --home "$work/held" &
held=$!

# Without permission on the home, on what is in it, and on the file.
mkdir -m 500 "$work/closed"
refused 5 file.forbidden "$work/closed" as_stranger ./tain image list --home "$work/closed/home"
refused 5 file.forbidden "$work/closed" as_stranger ./tain up --home "$work/closed/home" --listen 0
chmod 000 "$work/noise.raw"
refused 5 file.forbidden "$work/noise.raw" as_stranger ./tain disk info "$work/noise.raw"
refused 5 file.forbidden "$work/noise.raw" as_stranger ./tain image import "$work/noise.raw" --name noise
chmod 600 "$work/noise.raw"

# Without permission on a part of the home.
./tain image import "$work/disk.raw" --name disk --home "$work/part" >/dev/null
chmod 500 "$work/part/store/packs"
refused 5 file.forbidden "$work/part/store/packs" \
  as_stranger ./tain image import "$work/noise.raw" --name noise --home "$work/part"

# Two first commands at once on an empty home: one of them is the server of both.
./tain image import "$work/disk.raw" --name one >/dev/null &
one=$!
./tain image import "$work/noise.raw" --name two >/dev/null &
two=$!
expect 0 wait "$one"
expect 0 wait "$two"

# Two that start the server: both are told of the same one.
./tain up --listen 0 --output json >"$work/up1.json" &
one=$!
./tain up --listen 0 --output json >"$work/up2.json" &
two=$!
expect 0 wait "$one"
expect 0 wait "$two"
cmp "$work/up1.json" "$work/up2.json"
same_disk one "$work/disk.raw"
same_disk two "$work/noise.raw"

# Two imports into one image that leave the label to Tain: two versions.
cp "$work/noise.raw" "$work/noise2.raw"
printf 'changed' | dd of="$work/noise2.raw" bs=1 seek=500000 conv=notrunc status=none
./tain image import "$work/noise.raw" --name both >"$work/both1" &
one=$!
./tain image import "$work/noise2.raw" --name both >"$work/both2" &
two=$!
expect 0 wait "$one"
expect 0 wait "$two"
[[ $(versions both) == 2 ]] || fail "not two versions: $(./tain image show both)"

# The same file twice at once is one import: the later one takes it over, and the other one says so,
# unless it was done before.
./tain image import "$work/noise.raw" --name same >/dev/null 2>"$work/same1" &
one=$!
./tain image import "$work/noise.raw" --name same >/dev/null 2>"$work/same2" &
two=$!
wait "$one" || grep -q '(import.session-lost)' "$work/same1" || fail "$(cat "$work/same1")"
wait "$two" || grep -q '(import.session-lost)' "$work/same2" || fail "$(cat "$work/same2")"
(($(versions same) > 0)) || fail 'neither was stored'
same_disk same "$work/noise.raw"

# A port that another server has, and one that there is not.
port=$(jq -r '.address | split(":")[-1]' "$work/up1.json")
refused 5 port.taken "$port" ./tain serve --home "$work/other" --listen "$port"
refused 5 port.taken "$port" ./tain up --home "$work/other" --listen "$port"
expect 2 ./tain up --home "$work/other" --listen 65536 2>/dev/null
refused 5 port.taken "$port" ./tain nbd one --port "$port"
refused 5 port.taken "$port" ./tain run one --publish "$port:80" --memory 128
refused 2 request.malformed 'memory_mib 128 to' ./tain run one --memory 10
[[ $(./tain instance list --output json | jq '.instances | length') == 0 ]] || fail 'an instance is left'

expect 0 wait "$held"
kill -CONT "$(jq .pid "$work/held.json")"
expect 0 ./tain image list --home "$work/held" >/dev/null
