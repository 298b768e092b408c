# shellcheck shell=bash
# What the benchmarks share: the corpus, timing, and figures with the machine's noise.

# corpus_image NAME: prints the path of an image of the corpus, which is built when it is missing.
corpus_image() {
  local folder=${TAIN_CORPUS:-$root/target/corpus}
  [[ -f $folder/$1.raw ]] || bash "$root/benchmarks/corpus/make-corpus.sh" "$folder" "$1" >&2
  printf '%s\n' "$folder/$1.raw"
}

# seconds COMMAND ...: runs it quietly, prints the seconds that it took.
seconds() {
  local started ended
  started=$(date +%s.%N)
  "$@" >>"$bench_log" 2>&1 </dev/null
  ended=$(date +%s.%N)
  awk -v a="$started" -v b="$ended" 'BEGIN { printf "%.3f\n", b - a }'
}

# in_turn ROUND ONE OTHER: runs both commands, the other one first in odd rounds: who comes second
# finds memory that the first has just given back.
in_turn() {
  if (($1 % 2 == 0)); then
    "$2"
    "$3"
  else
    "$3"
    "$2"
  fi
}

# spread FIGURE ...: prints minimum, median and maximum.
spread() {
  printf '%s\n' "$@" | sort -n | awk '{ v[NR] = $1 } END {
    m = NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2
    printf "%.2f %.2f %.2f\n", v[1], m, v[NR] }'
}

# compare WHAT OURS_NAME PEER_NAME: prints a row from the arrays `ours` and `peer`, taken in turn.
compare() {
  local -n own=$2 other=$3
  local a b
  read -r -a a <<<"$(spread "${own[@]}")"
  read -r -a b <<<"$(spread "${other[@]}")"
  awk -v what="$1" -v o="${a[*]}" -v p="${b[*]}" 'BEGIN {
    split(o, x, " "); split(p, y, " ")
    printf "%-34s %8.2f s (%.2f-%.2f) %8.2f s (%.2f-%.2f)  ratio %.2f\n", what, x[2], x[1], x[3], y[2], y[1], y[3], x[2] / y[2] }'
}

# need PACKAGE ...: installs Debian packages that the benchmark's peers need.
need() {
  local missing=() name
  for name in "$@"; do
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null) == installed ]] || missing+=("$name")
  done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}
