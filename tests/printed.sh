#!/usr/bin/env bash
# Runs every command that prints JSON, and holds what it prints against docs/schemas.
#
#   TAIN_HOME=DIR tests/printed.sh QUICKSTART.json
#
# The home has had a quickstart, whose JSON is the argument: its images are used here.
set -euo pipefail
quickstart=$(readlink -f "$1")
readonly quickstart
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

work=$(mktemp -d /var/tmp/tain-printed-XXXXXX)
readonly work printed=$work/printed
started=()
trap 'end' EXIT

# Ends what was started here; leaves nothing behind.
end() {
  ((${#started[@]} == 0)) || kill "${started[@]}" 2>/dev/null || true
  rm -rf "$work"
}

# json NAME COMMAND ...: runs a command for its JSON.
json() {
  local name=$1
  shift
  ./tain "$@" --output json >"$printed/$name.json" </dev/null
}

# field NAME QUERY: a value of what was printed.
field() { jq -r "$2" "$printed/$1.json"; }

# json_until_ended NAME COMMAND ...: the same for one that prints and goes on.
json_until_ended() {
  local name=$1 line
  shift
  coproc ./tain "$@" --output json </dev/null
  started+=("$COPROC_PID")
  while IFS= read -r line <&"${COPROC[0]}"; do
    printf '%s\n' "$line"
    [[ $line != '}' ]] || break
  done >"$printed/$name.json"
  kill -TERM "${started[-1]}"
  wait "${started[-1]}" || true
}

mkdir "$printed"
cp "$quickstart" "$printed/quickstart.json"
json version version
json up up --listen 0
json status status
json image-list image list
image=$(field quickstart '.versions[0].image')
first=$(field quickstart '"\(.versions[0].image)@\(.versions[0].version)"')
second=$(field quickstart '"\(.versions[1].image)@\(.versions[1].version)"')
json image-show image show "$first"
json image-packages image packages "$first"
json image-diff image diff "$first" "$second"
json image-build image build examples/recipes/web.yaml
json image-export image export "$first" -o "$work/out.qcow2"
json disk-info disk info "$work/out.qcow2"
truncate -s 8M "$work/small.raw"
json disk-ls disk ls "$work/out.qcow2" /etc
json disk-tree disk tree "$work/out.qcow2" /etc/nginx
json disk-map disk map "$work/small.raw"
json disk-convert disk convert "$work/small.raw" "$work/small.vhdx"
json image-import image import "$work/small.raw" --name small --version 1
json image-verify image verify small@1
json image-delete image delete small@1
json store-stats store stats
json store-scrub store scrub
json run run "$image" --name json --publish auto:80
json instance-list instance list
json instance-show instance show json
json instance-log instance log json
# A guest that has not booted yet does not hear that it is to stop: its machine is switched off.
kill "$(field run '.instances[0].pid')"
tail -f /dev/null --pid="$(field run '.instances[0].pid')"
json instance-stop instance stop json
json instance-rm instance rm json
json_until_ended nbd nbd "$first" --port 0
json down down
json_until_ended serve serve --listen 0

# What scripts rely on, word for word.
[[ $(field down .state) == ended ]]
[[ $(field run '.instances[0] | keys_unsorted | join(" ")') == 'name state pid published boot' ]]
[[ $(field run '.instances[0].published[0].guest_port') == 80 ]]
[[ $(field image-packages '.packages[0] | keys_unsorted | join(" ")') == \
  'name version architecture source source_version' ]]
[[ $(field image-packages '.packages | length') -gt 100 ]]
/usr/bin/python3 tests/printed.py "$printed" docs/schemas
