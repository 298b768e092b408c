# shellcheck shell=bash
# Converting a real 3 GiB disk between formats, and telling what a file is, against qemu-img.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need qemu-utils mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
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

info_ours() { "$root/tain" disk info "$work/source.$1"; }

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
for format in qcow2 vmdk vhd vhdx; do
  took=()
  for ((round = 0; round < rounds; round++)); do took+=("$(seconds info_ours "$format")"); done
  read -r -a found <<<"$(spread "${took[@]}")"
  printf 'disk info, %-5s %26.2f s (%.2f-%.2f)\n' "$format" "${found[1]}" "${found[0]}" "${found[2]}"
done
