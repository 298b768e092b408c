# shellcheck shell=bash
# What the ten images of the corpus take, imported one after the other: as they are, with partitions that nobody can parse, and in peers' stores.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need borgbackup restic casync zstd mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
ready_program

readonly kinds=(base web db dev app)
what=("$@")
((${#what[@]} > 0)) || what=(tain hidden fixed borg restic casync)
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
bench_log=$work/log
trap 'rm -rf "$work"' EXIT
export BORG_BASE_DIR=$work/borg-base BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK=yes
export RESTIC_PASSWORD=tain RESTIC_CACHE_DIR=$work/restic-cache TAIN_HOME=$work/home

# bytes FOLDER ...: the sizes of all files below.
bytes() { find "$@" -type f -printf '%s\n' | awk '{ sum += $1 } END { printf "%d\n", sum }'; }

# hide IMAGE: prints the path of a copy whose file systems nobody recognises: the superblock of the
# root (all its copies stay, nothing of ours looks for them), and the boot sectors of the EFI partition.
hide() {
  local copy=$work/hidden.raw
  cp --sparse=always "$1" "$copy"
  printf '\0\0' | dd of="$copy" bs=1 seek=$((129 * 1048576 + 1024 + 56)) conv=notrunc status=none
  dd if=/dev/zero of="$copy" bs=512 seek=2048 count=12 conv=notrunc status=none
  printf '%s\n' "$copy"
}

# Each KIND_begin makes an empty store, KIND_add IMAGE KIND AGE adds one image, KIND_size prints its bytes.
tain_begin() {
  rm -rf "$TAIN_HOME"
  mkdir -p "$TAIN_HOME/store" "$TAIN_HOME/catalog"
}
tain_add() { "$root/tain" image import "$1" --name "$2" --version "$3"; }
tain_size() { bytes "$TAIN_HOME/store" "$TAIN_HOME/catalog"; }
hidden_begin() { tain_begin; }
hidden_add() { tain_add "$(hide "$1")" "$2" "$3"; }
hidden_size() { tain_size; }
fixed_begin() { borg init --encryption none "$work/fixed"; }
fixed_add() { borg create --chunker-params fixed,4194304 --compression zstd,3 "$work/fixed::$2-$3" "$1"; }
fixed_size() { bytes "$work/fixed"; }
borg_begin() { borg init --encryption none "$work/borg"; }
borg_add() { borg create --compression zstd,3 "$work/borg::$2-$3" "$1"; }
borg_size() { bytes "$work/borg"; }
restic_begin() { restic init --repo "$work/restic"; }
restic_add() { restic backup --repo "$work/restic" "$1"; }
restic_size() { bytes "$work/restic"; }
casync_begin() { mkdir "$work/casync"; }
casync_add() { casync make --compression=zstd --store="$work/casync/store" "$work/casync/$2-$3.caibx" "$1"; }
casync_size() { bytes "$work/casync"; }

# in_mib BYTES: prints it with one decimal.
in_mib() { awk -v bytes="$1" 'BEGIN { printf "%.1f", bytes / 1048576 }'; }

# fill STORE: adds the ten images and prints what each took, and the sums.
fill() {
  local kind age image before after updates=0 row=()
  "$1_begin" >>"$bench_log" 2>&1
  before=$("$1_size")
  for kind in "${kinds[@]}"; do
    for age in old new; do
      image=$(corpus_image "$kind-$age")
      "$1_add" "$image" "$kind" "$age" >>"$bench_log" 2>&1 </dev/null
      after=$("$1_size")
      row+=("$(in_mib $((after - before)))")
      [[ $age == old ]] || updates=$((updates + after - before))
      before=$after
    done
  done
  printf '%-8s' "$1"
  printf ' %8s' "${row[@]}" "$(in_mib "$before")" "$(in_mib "$updates")"
  printf '\n'
}

printf '%-8s' MiB
for kind in "${kinds[@]}"; do printf ' %8s' "$kind-old" "$kind-new"; done
printf ' %8s %8s\n' 'ten' 'updates'
for store in "${what[@]}"; do
  if [[ $(type -t "${store}_begin") != function ]]; then
    printf './bench capacity: %s is none of: tain hidden fixed borg restic casync\n' "$store" >&2
    exit 2
  fi
  fill "$store" || {
    tail -n 20 "$bench_log" >&2
    exit 1
  }
  rm -rf "${work:?}/fixed" "$work/borg" "$work/restic" "$work/casync" "$TAIN_HOME"
done
