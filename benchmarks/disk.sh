# shellcheck shell=bash
# Converting a real 3 GiB disk between formats, and telling what a file is, against qemu-img.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need time qemu-utils mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
ready_program

rounds=${1:-5}
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
bench_log=$work/log
trap 'rm -rf "$work"' EXIT
image=$(corpus_image web-new)
cat "$image" >/dev/null

convert_ours() { "$root/tain" disk convert "$source_file" "$work/out" --to "${ours_options[@]}"; }
convert_peer() { qemu-img convert -W -m 16 -f "$source_format" "${peer_options[@]}" "$source_file" "$work/out"; }

measure_ours() {
  ours+=("$(seconds convert_ours)")
  qemu-img compare -f "$target_format" -F raw "$work/out" "$image" >>"$bench_log"
  rm "$work/out"
}

measure_peer() {
  peer+=("$(seconds convert_peer)")
  qemu-img compare -f "$target_format" -F raw "$work/out" "$image" >>"$bench_log"
  rm "$work/out"
}

# measure WHAT SOURCE_FORMAT SOURCE TARGET_FORMAT: from ours_options and peer_options.
measure() {
  source_format=$2 source_file=$3 target_format=$4 ours=() peer=()
  cat "$source_file" >/dev/null
  for ((round = 0; round < rounds; round++)); do in_turn "$round" measure_ours measure_peer; done
  compare "$1" ours peer
}

# Exit code 3: what was read says nothing against the file.
info_ours() { "$root/tain" disk info "$work/source.$1" || (($? == 3)); }

# An archive with digests, as export tools make it.
machine_in_ova() {
  qemu-img convert -O vmdk -o subformat=streamOptimized "$image" "$work/disk.vmdk"
  cat >"$work/machine.ovf" <<'EOF'
<Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1" xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1">
  <References><File ovf:id="file" ovf:href="disk.vmdk"/></References>
  <DiskSection><Info/><Disk ovf:diskId="disk" ovf:fileRef="file" ovf:capacity="3221225472"
    ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/></DiskSection>
</Envelope>
EOF
  (cd "$work" && sha256sum --tag machine.ovf disk.vmdk >machine.mf &&
    tar --format=ustar -cf source.ova machine.ovf disk.vmdk machine.mf && rm machine.ovf disk.vmdk machine.mf)
}

"$root/tain" disk convert "$image" "$work/source.qcow2" >>"$bench_log"
qemu-img convert -O vmdk "$image" "$work/source.vmdk"
printf '%-34s %22s %22s\n' '' 'tain (min-max)' 'qemu-img (min-max)'
ours_options=(qcow2) peer_options=(-O qcow2)
measure 'raw to qcow2' raw "$image" qcow2
ours_options=(raw) peer_options=(-O raw)
measure 'qcow2 to raw' qcow2 "$work/source.qcow2" raw
ours_options=(vhdx) peer_options=(-O vhdx)
measure 'raw to VHDX' raw "$image" vhdx
ours_options=(raw) peer_options=(-O raw)
measure 'VMDK to raw' vmdk "$work/source.vmdk" raw
ours_options=(qcow2 --compress zstd) peer_options=(-c -O qcow2 -o compression_type=zstd)
measure 'raw to qcow2, zstd' raw "$image" qcow2

"$root/tain" disk convert "$image" "$work/source.vhd" >>"$bench_log"
"$root/tain" disk convert "$image" "$work/source.vhdx" >>"$bench_log"
for tool in gzip xz zstd bzip2; do "$tool" -1 <"$image" >"$work/source.$tool"; done
machine_in_ova
for format in qcow2 vmdk vhd vhdx ova gzip xz zstd bzip2; do
  took=()
  for ((round = 0; round < rounds; round++)); do took+=("$(seconds info_ours "$format")"); done
  read -r -a found <<<"$(spread "${took[@]}")"
  printf 'disk info, %-5s %26.2f s (%.2f-%.2f)\n' "$format" "${found[1]}" "${found[0]}" "${found[2]}"
done

printf '\nreading 64 KiB at random, tables and files in memory\n'
"$JAVA_HOME/bin/java" "${long_flags[@]}" -cp "$jars" io.tain.bench.RandomReads \
  "$image" "$work"/source.{qcow2,vmdk,vhd,vhdx}

# Sparse, with 64 KiB of data in every GiB.
printf '\nmost memory for a disk of 1 TiB\n'
truncate -s 1T "$work/large.raw"
for ((at = 0; at < 1024; at++)); do
  dd if="$image" of="$work/large.raw" bs=64K count=1 skip=$((32 + at)) seek=$((at * 16384 + at)) conv=notrunc status=none
done

# memory WHAT SOURCE OPTION ...: of a conversion.
memory() {
  local what=$1 source=$2 kib
  shift 2
  kib=$( (/usr/bin/time -f %M "$root/tain" disk convert "$source" "$work/out" "$@" >>"$bench_log") 2>&1)
  rm "$work/out"
  printf '%-34s %d MiB\n' "$what" $((kib / 1024))
}
for format in qcow2 vmdk vhd vhdx; do
  memory "raw to $format" "$work/large.raw" --to "$format"
  "$root/tain" disk convert "$work/large.raw" "$work/large.$format" >>"$bench_log"
  memory "$format to raw" "$work/large.$format" --to raw
done
memory 'raw to qcow2, zstd' "$work/large.raw" --to qcow2 --compress zstd
memory 'raw to qcow2, zlib' "$work/large.raw" --to qcow2 --compress zlib
memory 'raw to VMDK, zlib' "$work/large.raw" --to vmdk --compress zlib
