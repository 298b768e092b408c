# Before packages are installed: waits for them, and keeps the initramfs from being made each time.
# begin.sh ROOT WORK
set -eu
root=$1 work=$2
until [ -e "$work/packages.ready" ]; do
  [ ! -e "$work/packages.failed" ] || exit 1
  sleep 0.1
done
if [ ! -e "$work/packages.complete" ]; then
  # Exchanged here, where no apt is reading it.
  rm -r "$work/archive"
  mv "$work/archive.next" "$work/archive"
  APT_CONFIG=$MMDEBSTRAP_APT_CONFIG apt-get update
fi
chroot "$root" dpkg-divert --quiet --local --rename \
  --divert /usr/sbin/update-initramfs.tain --add /usr/sbin/update-initramfs
printf '#!/bin/sh\n: > /run/tain-initramfs\n' > "$root/usr/sbin/update-initramfs"
chmod 755 "$root/usr/sbin/update-initramfs"
