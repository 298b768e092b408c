#!/bin/bash
# Makes the tree that readers are held against, in the empty directory $1.
set -eu
export LC_ALL=C
umask 022
cd "$1"
mkdir many names deep links sizes modes times

for i in $(seq 1 "$2"); do
  echo "$i" > "many/a-name-that-is-long-enough-to-need-a-few-blocks-$i"
done

echo mirror > names/$'\xe9\x95\x9c\xe5\x83\x8f'
echo emoji > names/$'\xf0\x9f\xaa\x9e.txt'
for name in 'عربى' 'עברית' 'हिन्दी' 'ไทย' '한국어' 'ქართული' 'Ελληνικά' 'русский' '日本語' $'\xc3\x85' $'A\xcc\x8a' $'e\xcc\x81' '👩‍👩‍👧' $'\xe2\x80\xaeexe.txt' $'tab\there' $'bell\a' 'a:b*?<>|' '-rf' '~' '#x#' '%41'; do
  echo script > "names/$name"
done
echo latin > names/$'caf\xe9'
echo bytes > names/$'\xff\xfe\x80'
echo newline > names/$'a\nb'
echo blank > 'names/ '
echo dots > names/...
echo quotes > names/\'\"\\
echo longest > "names/$(printf 'x%.0s' {1..255})"
echo longest > "names/$(printf '\xe9\x95\x9c%.0s' {1..85})"

d=deep
for i in $(seq 1 100); do
  d="$d/level-$i"
done
mkdir -p "$d"
echo bottom > "$d/bottom"

for length in 1 59 60 61 255 1000; do
  ln -s "$(printf 'y%.0s' $(seq 1 "$length"))" "links/target-$length"
done
ln -s ../names/$'\xe9\x95\x9c\xe5\x83\x8f' links/relative
ln -s /names/$'\xe9\x95\x9c\xe5\x83\x8f' links/absolute
ln -s ../../../../etc/passwd links/outside
ln -s loop links/loop
ln -s ../deep links/directory
echo shared > links/first
ln links/first links/second
ln links/first sizes/third
mkfifo links/pipe

for size in 0 1 55 56 57 59 60 61 100 131 132 133 160 1023 1024 1025 4095 4096 4097 12288 49152 65536 300000 5000000; do
  yes "line of $size" | head -c "$size" > "sizes/$size" || true
done

for mode in 0400 0644 0755 1777 2755 4755; do
  echo mode > "modes/$mode"
  chmod "$mode" "modes/$mode"
done

touch -d '1970-01-01 00:00:01 UTC' times/early
touch -d '1930-06-01 12:00:00 UTC' times/before-1970
touch -d '2026-11-21 09:10:11 UTC' times/now
touch -d '2037-12-31 23:59:59 UTC' times/late
