# shellcheck shell=bash
# Disk files in every format: converted there and back, compared by qemu-img, imported; and what is refused.

# qemu_name FORMAT: what qemu-img calls it.
qemu_name() { if [[ $1 == vhd ]]; then echo vpc; else echo "$1"; fi; }

# same_as_source FILE FORMAT: qemu-img finds the file sound, and the disk in it that of the source.
same_as_source() {
  local name
  name=$(qemu_name "$2")
  qemu-img compare -q -f raw -F "$name" "$work/source.raw" "$1" || fail "another disk in $1"
}

noise "$work/source.raw" 5
truncate -s 70M "$work/source.raw"
dd if=/dev/urandom of="$work/source.raw" bs=1M seek=66 count=2 conv=notrunc status=none

for format in qcow2 vmdk vhd vhdx; do
  file=$work/disk.$format
  ./tain disk convert "$work/source.raw" "$file" >/dev/null
  same_as_source "$file" "$format"
  [[ $(./tain disk info "$file" --output json | jq -r '"\(.format) \(.safe)"') == "$format true" ]] || fail "info of $file"
  ./tain disk convert "$file" "$work/back" --to raw >/dev/null
  cmp "$work/source.raw" "$work/back" || fail "not the source: $format"
  rm "$work/back"
  ./tain image import "$file" --name "$format" >/dev/null
  same_disk "$format" "$work/source.raw"
  rm "$file"
  ./tain image export "$format" -o "$file" >/dev/null
  same_as_source "$file" "$format"
done
for options in 'qcow2 --compress zstd' 'qcow2 --compress zlib' 'vmdk --compress zlib' 'vhd --fixed'; do
  read -ra words <<<"$options"
  ./tain disk convert "$work/source.raw" "$work/file" --to "${words[@]}" >/dev/null
  same_as_source "$work/file" "${words[0]}"
  rm "$work/file"
done
# Compressed files are unpacked where TMPDIR says, and nothing stays there.
mkdir "$work/scratch"
for tool in gzip zstd; do
  "$tool" -c "$work/disk.qcow2" >"$work/disk.packed"
  TMPDIR=$work/scratch ./tain image import "$work/disk.packed" --name "$tool" >/dev/null
  same_disk "$tool" "$work/source.raw"
done
refused 4 file.not-found "$work/nowhere" env TMPDIR="$work/nowhere" ./tain disk info "$work/disk.packed"
# What was not read to its end is called neither safe nor unsafe.
said=$(expect 3 ./tain disk info "$work/disk.packed" --output json) || fail 'a verdict on a part'
[[ $(jq -r '"\(.format) \(.safe) \(.verified)"' <<<"$said") == 'qcow2 false false' ]] || fail "$said"
said=$(./tain disk info "$work/disk.packed" --verify --output json)
[[ $(jq -r '"\(.format) \(.safe) \(.verified)"' <<<"$said") == 'qcow2 true true' ]] || fail "$said"
[[ -z $(ls -A "$work/scratch") ]] || fail "left: $(ls -A "$work/scratch")"
(($(stored_bytes) < 9 << 20)) || fail "stored more than once: $(stored_bytes) bytes"

# The runs of a map cover the disk.
map=$(./tain disk map "$work/disk.vhdx" --output json)
[[ $(jq '[.extents[].length_bytes] | add' <<<"$map") == $((70 << 20)) ]] || fail "$map"
[[ $(jq -r '[.extents[].kind] | join(" ")' <<<"$map") == 'data zero data zero' ]] || fail "$map"

refused 2 request.malformed vmdk ./tain disk convert "$work/source.raw" "$work/no" --to vmdk --compress zstd
refused 2 request.malformed 'qcow2 and vmdk' ./tain disk convert "$work/source.raw" "$work/no" --to raw --compress zstd
refused 2 request.malformed vhd ./tain disk convert "$work/source.raw" "$work/no" --to qcow2 --fixed
expect 2 ./tain disk convert "$work/source.raw" "$work/no" --to vdi 2>/dev/null
for name in no no.ova no.vdi; do
  refused 2 request.malformed "$work/$name" ./tain disk convert "$work/source.raw" "$work/$name"
done
refused 5 file.exists "$work/disk.vhd" ./tain disk convert "$work/source.raw" "$work/disk.vhd"
truncate -s 3T "$work/large.raw"
refused 5 quota.exceeded 'VHD' ./tain disk convert "$work/large.raw" "$work/no.vhd"
! compgen -G "$work/no*" >/dev/null || fail 'a file is left'

# One that is told to end takes its unfinished file along.
noise "$work/noise.raw" 96
env --default-signal=INT ./tain disk convert "$work/noise.raw" "$work/end" --to qcow2 --compress zlib >"$work/said" 2>&1 &
converting=$!
until compgen -G "$work/end.*.tmp" >/dev/null; do kill -0 "$converting" || fail "nothing was begun: $(<"$work/said")"; done
kill -INT "$converting"
expect 130 wait "$converting"
! compgen -G "$work/end*" || fail 'left behind'
rm "$work/noise.raw"

# Files inside a disk, whatever container it is in, without mounting it.
mkdir -p "$work/tree/etc/deep"
printf 'NAME=trial\n' >"$work/tree/etc/os-release"
ln -s ../../../../etc/os-release "$work/tree/etc/deep/link"
noise "$work/tree/etc/noise" 1
touch "$work/tree/etc/"$'\e[31mred' "$work/tree/etc/"$'\xff\\'
printf mirror >"$work/tree/etc/镜像"
truncate -s 16M "$work/fs.raw"
mke2fs -q -t ext4 -d "$work/tree" "$work/fs.raw"
./tain disk convert "$work/fs.raw" "$work/fs.vmdk" >/dev/null
./tain disk cat "$work/fs.vmdk" /etc/noise | cmp - "$work/tree/etc/noise"
[[ $(./tain disk cat "$work/fs.vmdk" /etc/deep/link) == NAME=trial ]] || fail 'a link leaves the image'
[[ $(./tain disk ls "$work/fs.vmdk" /etc) == *'\x1b[31mred'* ]] || fail 'a name steers the terminal'
[[ $(./tain disk tree "$work/fs.vmdk" --output json | jq '.entries | length') == 9 ]] || fail 'not the whole tree'
refused 4 fs.path-not-found /nothing ./tain disk cat "$work/fs.vmdk" /nothing
refused 4 fs.wrong-kind /etc ./tain disk cat "$work/fs.vmdk" /etc
refused 4 fs.wrong-kind /etc/noise ./tain disk tree "$work/fs.vmdk" /etc/noise
refused 4 partition.not-found 3 ./tain disk ls "$work/fs.vmdk" --partition 3
refused 4 fs.not-found 'no known kind' ./tain disk ls "$work/source.raw"

# Names that are no text, in any locale; standard output takes no disk.
for locale in C zh_CN.UTF-8 C.UTF-8; do
  # shellcheck disable=SC1003 # two backslashes, as the name is printed
  [[ $(LC_ALL=$locale ./tain disk ls "$work/fs.vmdk" '/etc/\xff\\' 2>/dev/null) == *'\xff\\'* ]] || fail "a name in $locale"
  [[ $(LC_ALL=$locale ./tain disk cat "$work/fs.vmdk" /etc/镜像 2>/dev/null) == mirror ]] || fail "not ASCII in $locale"
done
[[ $(LC_ALL='' LANG=zh_CN.UTF-8 ./tain help) == *用法* ]] || fail 'a language whose locale is not installed'
env -u HOME ./tain version >/dev/null
expect 2 ./tain disk convert "$work/fs.vmdk" - --to raw
[[ ! -e - ]] || fail 'a file named -'
