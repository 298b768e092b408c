# shellcheck shell=bash
# `tain image list` on an empty home, and with a server running.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
ready_program

rounds=${1:-7}
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
export TAIN_HOME=$work/home
bench_log=$work/log
trap '"$root/tain" down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
list() { "$root/tain" image list; }

empty=() served=()
for ((round = 0; round < rounds; round++)); do
  rm -rf "${work:?}/home"
  empty+=("$(seconds list)")
done
"$root/tain" up --listen 0 >>"$bench_log"
for ((round = 0; round < rounds; round++)); do served+=("$(seconds list)"); done

# row WHAT FIGURE ...: prints minimum, median and maximum.
row() {
  local figures
  read -r -a figures <<<"$(spread "${@:2}")"
  printf '%-34s %6s s %6s s %6s s\n' "$1" "${figures[@]}"
}

printf '%-34s %8s %8s %8s\n' '' min median max
row 'image list, empty home' "${empty[@]}"
row 'image list, server running' "${served[@]}"
