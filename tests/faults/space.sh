# shellcheck shell=bash
# A disk that fills up: the error names what is full, nothing half done is left, and the same command
# succeeds when there is room.

# The full disk is a small one in memory, which only the processes of this script see.
if [[ ${1:-} != inside && -z ${TAIN_TEST_INSIDE:-} ]]; then
  TAIN_TEST_INSIDE=1 unshare --user --map-root-user --mount bash -euo pipefail -c \
    'source tests/expect.sh; source tests/faults/space.sh' || fail 'full disk'
  return
fi

noise "$work/disk.raw" 48
mkdir "$work/small"
mount -t tmpfs -o size=40m tmpfs "$work/small"
TAIN_HOME=$work/small/home

refused 1 file.no-space "$TAIN_HOME" ./tain image import "$work/disk.raw" --name disk
[[ $(versions disk) == 0 ]] || fail 'a version of half a disk'
refused 1 file.no-space "$TAIN_HOME" ./tain image import "$work/disk.raw" --name disk
mount -o remount,size=160m "$work/small"
./tain image import "$work/disk.raw" --name disk >/dev/null
same_disk disk "$work/disk.raw"
(($(stored_bytes) < 56 << 20)) || fail 'the attempts before it are stored as well'

# The file to be written is named, and no half of it is left.
mount -o remount,size=64m "$work/small"
refused 1 file.no-space "$work/small/out.raw" ./tain image export disk -o "$work/small/out.raw" --format raw
[[ $(ls "$work/small") == home ]] || fail "left on the full disk: $(ls "$work/small")"

# A full disk says nothing about the file that should be unpacked there.
gzip -c "$work/disk.raw" >"$work/disk.gz"
refused 1 file.no-space "$work/small" env TMPDIR="$work/small" ./tain disk info --verify "$work/disk.gz"
[[ $(ls "$work/small") == home ]] || fail "left on the full disk: $(ls "$work/small")"

# Nothing can be started on a disk that is full, whether its home is old or new.
dd if=/dev/zero of="$work/small/fill" bs=4k status=none 2>/dev/null || true
for TAIN_HOME in "$TAIN_HOME" "$work/small/new"; do
  refused 1 file.no-space "$TAIN_HOME/" ./tain image list
  refused 1 file.no-space "$TAIN_HOME/" ./tain up --listen 0
done
