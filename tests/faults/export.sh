# shellcheck shell=bash
# A client that is killed while it exports leaves an unfinished file beside the target: the next
# export to the same target clears it away, but not while somebody writes it.

noise "$work/disk.raw" 64
./tain up --listen 0 >/dev/null
./tain image import "$work/disk.raw" --name disk >/dev/null

unfinished() { compgen -G "$work/out.raw.*.tmp" || true; }

./tain image export disk -o "$work/out.raw" >"$work/first" 2>&1 &
first=$!
# Not empty: it was locked before.
until [[ -s $(unfinished) ]]; do kill -0 "$first" || fail "nothing was begun: $(<"$work/first")"; done
kill -STOP "$first"
written=$(unfinished)
[[ -n $written ]] || fail 'the first export was done too early'

# It only stands still: another export leaves its file alone.
./tain image export disk -o "$work/out.raw" >/dev/null
[[ $(unfinished) == "$written" ]] || fail "not left alone: $written"
cmp "$work/out.raw" "$work/disk.raw"
rm "$work/out.raw"

kill -KILL "$first"
wait "$first" 2>/dev/null || true
[[ $(unfinished) == "$written" ]] || fail 'nothing was left to clear away'
./tain image export disk -o "$work/out.raw" >/dev/null
[[ -z $(unfinished) ]] || fail "left behind: $(unfinished)"
cmp "$work/out.raw" "$work/disk.raw"

# One that is told to end takes its unfinished file along, though the server writes it.
rm "$work/out.raw"
declare -A codes=([INT]=130 [TERM]=143)
for signal in "${!codes[@]}"; do
  env --default-signal=INT ./tain image export disk -o "$work/out.raw" >"$work/first" 2>&1 &
  first=$!
  until [[ -n $(unfinished) ]]; do kill -0 "$first" || fail "nothing was begun: $(<"$work/first")"; done
  kill -"$signal" "$first"
  found=0
  wait "$first" || found=$?
  ((found == codes[$signal])) || fail "exit code $found after $signal: $(<"$work/first")"
  [[ -z $(unfinished) ]] || fail "left behind after $signal: $(unfinished)"
  [[ ! -e $work/out.raw ]] || fail "whole, though told to end by $signal"
done

# What succeeds is shown as done.
truncate -s 200M "$work/hole.raw"
dd if=/dev/urandom of="$work/hole.raw" bs=1M count=20 conv=notrunc status=none
./tain image import "$work/hole.raw" --name hole --progress 2>"$work/bar" >/dev/null
./tain image export hole -o "$work/hole.out" --format raw --progress 2>>"$work/bar" >/dev/null
tr '\r' '\n' <"$work/bar" >"$work/bars"
(($(grep -c '^hole.* 100%' "$work/bars") >= 2)) || fail "never done: $(<"$work/bars")"
