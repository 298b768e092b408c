# shellcheck shell=bash
# What the tests of the command line share: expectations that say what went wrong, and the look at a
# home that must be sound. Needs: the project as working directory, work (a directory to write in).

fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}

# expect CODE COMMAND ...: runs a command that must end with this exit code.
expect() {
  local code=$1 found=0
  shift
  "$@" || found=$?
  ((found == code)) || fail "expected exit code $code, found $found: $*"
}

# refused CODE ERROR TEXT COMMAND ...: the command must end with this exit code, this error code, and
# TEXT in its message.
refused() {
  local code=$1 error=$2 text=$3 found=0 said
  shift 3
  said=$("$@" 2>&1 >/dev/null) || found=$?
  ((found == code)) || fail "expected exit code $code, found $found: $*: $said"
  [[ $said == *"($error)"* ]] || fail "expected the error $error: $*: $said"
  [[ $said == *"$text"* ]] || fail "expected \"$text\" to be named: $*: $said"
}

# eventually COMMAND ...: waits until the command succeeds, for 30 s at most.
eventually() {
  local deadline=$((SECONDS + 30))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < deadline)) || fail "still in vain after 30 s: $*"
    sleep 0.02
  done
}

# same_disk REF FILE: what the store gives back is the file, byte for byte.
same_disk() {
  ./tain image export "$1" -o "$work/exported.raw" --format raw >/dev/null || fail "no export of $1"
  cmp "$work/exported.raw" "$2" || fail "$1 is not $2"
  rm "$work/exported.raw"
}

# versions NAME: how many versions the image has.
versions() { ./tain image list --output json | jq --arg name "$1" '[.images[] | select(.name == $name).versions] | add // 0'; }

# stored_bytes: what the store takes on disk.
stored_bytes() { ./tain store stats --output json | jq .stored_bytes; }

# noise FILE MIB: a file that compresses to nothing and shares nothing.
noise() { dd if=/dev/urandom of="$1" bs=1M count="$2" status=none; }

# left_alone PATH: nothing that names the path runs any more; what is just ending has a moment.
left_alone() {
  local deadline=$((SECONDS + 5))
  while pgrep -f "$1" >/dev/null; do
    if ((SECONDS >= deadline)); then
      pgrep -af "$1" | sed 's/ -cp [^ ]*//' >&2
      return 1
    fi
    sleep 0.1
  done
}
