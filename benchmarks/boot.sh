# shellcheck shell=bash
# Boot to HTTP from the store over NBD, against the same guest on a local raw file.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need qemu-system-x86 qemu-utils ovmf curl mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
ready_program

rounds=${1:-3}
work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
export TAIN_HOME=$work/home
bench_log=$work/log
trap '"$root/tain" down --instances >/dev/null 2>&1 || true; rm -rf "$work"' EXIT
image=$(corpus_image web-new)
tain() { "$root/tain" "$@"; }

# field NAME: the first number of that JSON field in standard input.
field() { awk -F: -v name="\"$1\"" '$1 ~ name { gsub(/[ ,]/, "", $2); print $2; exit }'; }

# boot_local PORT: starts the guest that $work/command describes on the raw file; prints seconds to HTTP.
boot_local() {
  local started ended pid
  rm -f "$work/local/qmp.sock"
  qemu-img create -q -f qcow2 "$work/local/overlay.qcow2" "$(stat -c %s "$image")"
  started=$(date +%s.%N)
  (cd "$work/local" && exec "${command[@]}") >>"$bench_log" 2>&1 &
  pid=$!
  until curl -s -o /dev/null --max-time 5 "http://127.0.0.1:$1/"; do sleep 0.05; done
  ended=$(date +%s.%N)
  kill "$pid"
  wait "$pid" 2>/dev/null || true
  awk -v a="$started" -v b="$ended" 'BEGIN { printf "%.3f\n", b - a }'
}

# local_command: sets the array `command` to the instance's own, with the raw file in the store's place.
local_command() {
  local argument
  command=()
  while IFS= read -r -d '' argument; do
    case $argument in
      *'"nbd"'*) argument="{\"driver\":\"raw\",\"node-name\":\"store\",\"read-only\":true,\"file\":{\"driver\":\"file\",\"filename\":\"$image\"}}" ;;
      *hostfwd=*) argument=$(sed -E "s/(hostfwd=tcp:127\.0\.0\.1:)[0-9]+/\1$2/" <<<"$argument") ;;
    esac
    command+=("$argument")
  done <"/proc/$1/cmdline"
}

tain image import "$image" --name web >>"$bench_log"
stored=$(tain image show web --output json | field stored_bytes)
ours=() peer=() fetched=0
port=18080
for ((round = 0; round < rounds; round++)); do
  tain run web --name bench --publish auto:80 --wait http:80 --output json >"$work/run.json"
  ours+=("$(field ready_seconds <"$work/run.json")")
  fetched=$(field fetched_bytes <"$work/run.json")
  local_command "$(field pid <"$work/run.json")" "$port"
  mkdir -p "$work/local"
  cp "$TAIN_HOME"/instances/bench/seed* "$work/local/"
  tain instance rm bench >>"$bench_log"
  peer+=("$(boot_local "$port")")
done

printf '%-34s %22s %22s\n' '' 'tain (min-max)' 'local raw (min-max)'
compare 'boot to HTTP' ours peer
awk -v f="$fetched" -v s="$stored" 'BEGIN {
  printf "fetched %.1f MiB of %.1f MiB stored: %.1f %%\n", f / 1048576, s / 1048576, 100 * f / s }'
