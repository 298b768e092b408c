# shellcheck shell=bash
# Import against borg, and export against qemu-img: a real 3 GiB image, server running, client included.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need borgbackup qemu-utils mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
ready_program

rounds=${1:-5}
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
bench_log=$work/log
trap 'TAIN_HOME=$work/home "$root/tain" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
image=$(corpus_image web-new)
cat "$image" >/dev/null
export BORG_BASE_DIR=$work/borg BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes

import_ours() { TAIN_HOME=$work/home "$root/tain" image import "$image" --name web; }
import_borg() { borg create --chunker-params fixed,4194304 --compression zstd,3 "$work/repo::web" "$image"; }
export_ours() { TAIN_HOME=$work/home "$root/tain" image export web -o "$work/out.raw" --format raw; }
export_qemu() { qemu-img convert -f qcow2 -O raw "$work/zstd.qcow2" "$work/out.raw"; }

measure_import_ours() { ours+=("$(seconds import_ours)"); }
measure_import_borg() { peer+=("$(seconds import_borg)"); }

measure_export_ours() {
  ours_out+=("$(seconds export_ours)")
  qemu-img compare "$image" "$work/out.raw" >>"$bench_log"
  rm "$work/out.raw"
}

measure_export_qemu() {
  peer_out+=("$(seconds export_qemu)")
  rm "$work/out.raw"
}

ours=() peer=() ours_out=() peer_out=() peak=0
qemu-img convert -c -O qcow2 -o compression_type=zstd "$image" "$work/zstd.qcow2"
for ((round = 0; round < rounds; round++)); do
  rm -rf "${work:?}/home" "${work:?}/repo"
  TAIN_HOME=$work/home "$root/tain" up --listen 0 --output json >"$work/up.json"
  borg init --encryption none "$work/repo"
  in_turn "$round" measure_import_ours measure_import_borg
  in_turn "$round" measure_export_ours measure_export_qemu
  pid=$(awk -F'[:,]' '/"pid"/ { print $2 + 0 }' "$work/up.json")
  rss=$(awk '/VmHWM/ { print int($2 / 1024) }' "/proc/$pid/status")
  ((rss > peak)) && peak=$rss
  stored=$(du -sb --apparent-size "$work/home/store" | cut -f 1)
  TAIN_HOME=$work/home "$root/tain" down >>"$bench_log"
done

# The same with a server that has worked before: it imported and exported a disk of another content.
warm=() warm_out=()
head -c 64M /dev/urandom >"$work/other.raw"
for ((round = 0; round < rounds; round++)); do
  rm -rf "${work:?}/home"
  export TAIN_HOME=$work/home
  {
    "$root/tain" up --listen 0
    "$root/tain" image import "$work/other.raw" --name other
    "$root/tain" image export other -o "$work/out.raw" --format raw
  } >>"$bench_log"
  rm "$work/out.raw"
  warm+=("$(seconds import_ours)")
  warm_out+=("$(seconds export_ours)")
  rm "$work/out.raw"
  "$root/tain" down >>"$bench_log"
done

printf '%-34s %22s %22s\n' '' 'tain (min-max)' 'peer (min-max)'
compare 'import, borg create zstd,3 4 MiB' ours peer
compare 'the same, a server that has worked' warm peer
compare 'export to raw, qemu-img zstd qcow2' ours_out peer_out
compare 'the same, a server that has worked' warm_out peer_out
printf 'stored: tain %d MiB, borg %d MiB; server: peak resident %d MiB, heap at most 448 MiB\n' \
  "$((stored >> 20))" "$(($(du -sb --apparent-size "$work/repo" | cut -f 1) >> 20))" "$peak"
