# shellcheck shell=bash
# Walking the 100,000 files of an image with their metadata: tain disk tree, whole process.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need e2fsprogs xfsprogs
ready_program

rounds=${1:-5}
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
bench_log=$work/log
trap 'rm -rf "$work"' EXIT

# make_tree DIRECTORY: a thousand directories with a hundred files each.
make_tree() {
  local group file
  for ((group = 0; group < 1000; group++)); do
    mkdir -p "$1/level-$((group % 10))/directory-$group"
    for ((file = 0; file < 100; file++)); do
      printf 'file %d of %d\n' "$file" "$group" >"$1/level-$((group % 10))/directory-$group/a-name-as-files-have-$file.conf"
    done
  done
}

# list DIRECTORY: what is in it, as mkfs.xfs -p reads it.
list() {
  local entry
  for entry in "$1"/*; do
    if [[ -d $entry ]]; then
      printf '%s d--755 0 0\n' "${entry##*/}"
      list "$entry"
    else
      printf '%s ---644 0 0 %s\n' "${entry##*/}" "$entry"
    fi
  done
  printf '$\n'
}

# walk NAME IMAGE [OPTION ...]: prints what the rounds took; each line is one object.
walk() {
  local took=() found
  for ((round = 0; round < rounds; round++)); do took+=("$(seconds "$root/tain" disk tree "$2" "${@:3}")"); done
  read -r -a found <<<"$(spread "${took[@]}")"
  printf '%-34s %8.2f s (%.2f-%.2f)\n' "$1" "${found[1]}" "${found[0]}" "${found[2]}"
}

make_tree "$work/tree"
mke2fs -q -t ext4 -N 130000 -d "$work/tree" "$work/ext4.raw" 2G
{
  printf '/\n0 0\nd--755 0 0\n'
  list "$work/tree"
} >"$work/prototype"
truncate -s 2G "$work/xfs.raw"
mkfs.xfs -q -p "$work/prototype" "$work/xfs.raw"
rm -r "$work/tree"
cat "$work/ext4.raw" "$work/xfs.raw" >/dev/null
printf '%d objects\n' "$("$root/tain" disk tree "$work/ext4.raw" | wc -l)"
walk 'ext4: disk tree' "$work/ext4.raw"
walk 'ext4: disk tree --output json' "$work/ext4.raw" --output json
walk 'XFS: disk tree' "$work/xfs.raw"
walk 'XFS: disk tree --output json' "$work/xfs.raw" --output json
