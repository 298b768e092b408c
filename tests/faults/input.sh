# shellcheck shell=bash
# Files that are damaged, lie about themselves, or are something else: refused by name, nothing is
# stored, and the server goes on.

./tain up --listen 0 >/dev/null

# poke FILE OFFSET HEX ...: writes bytes into a file.
poke() {
  local file=$1 offset=$2
  shift 2
  printf '%b' "$(printf '\\x%s' "$@")" | dd of="$file" bs=1 seek="$offset" conv=notrunc status=none
}

# bad_disk FILE: called unsafe by `disk info` and refused by `image import`, for the same reason.
bad_disk() {
  local said
  said=$(expect 5 ./tain disk info "$1" --output json) || fail "called safe by its exit code: $1"
  [[ $(jq .safe <<<"$said") == false ]] || fail "called safe: $1"
  refused 5 "$(jq -r '.violations[0].code' <<<"$said")" '' ./tain image import "$1" --name bad
}

# A qcow2 of half its length, with its table behind the end or in itself, of
# a size beyond all bounds, and noise.
noise "$work/noise.raw" 3
qemu-img convert -f raw -O qcow2 "$work/noise.raw" "$work/good.qcow2"
for name in far huge; do cp "$work/good.qcow2" "$work/$name.qcow2"; done
head -c 1000000 "$work/good.qcow2" >"$work/half.qcow2"
poke "$work/far.qcow2" 40 00 00 7f ff ff ff 00 00
poke "$work/huge.qcow2" 24 7f ff ff ff ff ff ff ff
table=$((16#$(dd if="$work/good.qcow2" bs=1 skip=40 count=8 status=none | od -An -tx1 | tr -d ' \n')))
cp "$work/good.qcow2" "$work/itself.qcow2"
poke "$work/itself.qcow2" "$table" 80 00 00 00 "$(printf '%02x' $((table >> 24)))" \
  "$(printf '%02x' $((table >> 16 & 255)))" "$(printf '%02x' $((table >> 8 & 255)))" 00
{ printf 'QFI\xfb\0\0\0\3' && head -c 100000 /dev/urandom; } >"$work/random.qcow2"
for name in half far huge itself random; do bad_disk "$work/$name.qcow2"; done

# A GPT of half a disk, and one of which both copies are damaged.
truncate -s 8M "$work/good.raw"
sgdisk -n 1:2048:8191 "$work/good.raw" >/dev/null
head -c 5000000 "$work/good.raw" >"$work/half.raw"
cp "$work/good.raw" "$work/damaged.raw"
poke "$work/damaged.raw" 1024 ff ff
poke "$work/damaged.raw" $((8 * 1024 * 1024 - 512)) ff ff
for name in half damaged; do bad_disk "$work/$name.raw"; done

# No disks at all.
: >"$work/empty.raw"
mkfifo "$work/fifo"
refused 5 disk.malformed raw ./tain image import "$work/empty.raw" --name bad
refused 5 file.not-a-disk "$work/fifo" ./tain image import "$work/fifo" --name bad
refused 5 file.not-a-disk "$work is a directory" ./tain image import "$work" --name bad
refused 4 file.not-found "$work/none" ./tain image import "$work/none" --name bad
refused 2 name.malformed 'image "Bad"' ./tain image import "$work/good.raw" --name Bad
[[ $(versions bad) == 0 ]] || fail 'something bad is stored'

# A file system is the guest's affair: the disk is stored as it is, and what cannot be read inside
# is said when it is asked for.
mkdir -p "$work/tree/etc" "$work/tree/var/lib/dpkg"
printf 'ID=debian\nVERSION_ID=12\n' >"$work/tree/etc/os-release"
printf 'Package: nginx\nStatus: install ok installed\nArchitecture: amd64\nVersion: 1.22\n' \
  >"$work/tree/var/lib/dpkg/status"
truncate -s 8M "$work/good.ext4"
mke2fs -q -t ext4 -d "$work/tree" "$work/good.ext4"
head -c 1200000 "$work/good.ext4" >"$work/half.ext4"
cp "$work/good.ext4" "$work/random.ext4"
dd if=/dev/urandom of="$work/random.ext4" bs=1k seek=2 count=4 conv=notrunc status=none
for name in good half random; do ./tain image import "$work/$name.ext4" --name "$name" >/dev/null; done
truncate -s 8M "$work/good.vfat"
mkfs.vfat "$work/good.vfat" >/dev/null
for name in ext4 vfat; do
  [[ $(./tain disk info "$work/good.$name" --output json | jq -r .file_system) == "$name" ]] || fail "no $name"
done
[[ $(./tain disk info "$work/half.ext4" --output json | jq -r .safe) == true ]] || fail 'half.ext4 is called unsafe'
[[ $(./tain image packages good --output json | jq -r '.packages[0].name') == nginx ]]
for name in half random; do
  refused 5 fs.malformed ext4 ./tain image packages "$name"
  same_disk "$name" "$work/$name.ext4"
done
expect 0 ./tain image show half >/dev/null

# What is no system has no packages; the file's ending says what an export is, and a directory
# that is missing is named as it was typed.
./tain image import "$work/good.raw" --name none >/dev/null
refused 4 system.not-found /etc/os-release ./tain image packages none
refused 4 system.not-found /etc/os-release ./tain image diff good none
refused 4 file.not-found "$work/missing does not exist" ./tain image export none -o "$work/missing/disk.raw"
for name in disk.raw=raw disk.img=raw disk.qcow2=qcow2; do
  ./tain image export none -o "$work/${name%=*}" >/dev/null
  [[ $(qemu-img info --output json "$work/${name%=*}" | jq -r .format) == "${name#*=}" ]] || fail "not $name"
  rm "$work/${name%=*}"
done
for name in no no.ova no.vdi; do
  refused 2 request.malformed "$work/$name" ./tain image export none -o "$work/$name"
done
[[ ! -e $work/no && ! -e $work/no.ova && ! -e $work/no.vdi ]] || fail 'a file is left'
./tain image export none -o "$work/disk.raw" --format qcow2 >/dev/null
[[ $(qemu-img info --output json "$work/disk.raw" | jq -r .format) == qcow2 ]] || fail '--format does not win'

# A recipe with a key that nobody knows.
sed 's/^name:/nmae:/' examples/recipes/web.yaml >"$work/recipe.yaml"
refused 2 recipe.malformed 'at 2:1 (nmae) expected extends | name' ./tain image build "$work/recipe.yaml"

# Output that cannot be written is a failure, unless who reads it has seen enough.
for command in version help 'image list --output json' "disk cat $work/good.ext4 /etc/os-release"; do
  found=0
  # shellcheck disable=SC2086 # words
  said=$(./tain $command 2>&1 >/dev/full) || found=$?
  ((found == 1)) || fail "expected exit code 1, found $found: $command >/dev/full"
  [[ $said == *'No space left'*'(output.failed)' ]] || fail "$command >/dev/full: $said"
done
mkfifo "$work/left"
./tain help >"$work/left" 2>"$work/said" &
exec {reader}<"$work/left"
exec {reader}<&-
wait "$!" || fail 'a reader that has gone is a failure'
[[ ! -s $work/said ]] || fail "not quiet: $(<"$work/said")"
