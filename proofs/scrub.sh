# shellcheck shell=bash
# A scrub finds every flipped byte of packs, manifests, index and format file.
find_jdk
find_maven
use_utf8
readonly flips=${1:-10000} seed=${2:-20261122}
printf '%s random flips from seed %s\n' "$flips" "$seed"
(cd "$root" && "${maven[@]}" -B -q -pl store -am -Dtest=ScrubTest \
  -Dtain.flips="$flips" -Dtain.seed="$seed" \
  -Dsurefire.failIfNoSpecifiedTests=false test </dev/null)
