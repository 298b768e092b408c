# After packages were installed: applies the layer's files and services, and makes the initramfs.
# finish.sh ROOT WORK
set -eu
root=$1 work=$2
rm "$root/usr/sbin/update-initramfs"
chroot "$root" dpkg-divert --quiet --local --rename --remove /usr/sbin/update-initramfs

if [ -s "$work/automatic" ] && [ -x "$root/usr/bin/apt-mark" ]; then
  xargs chroot "$root" apt-mark -qq auto < "$work/automatic"
fi

rm -f "$root/etc/hostname" "$root/etc/resolv.conf"
printf '%s\n' "$IMAGE" > "$root/etc/hostname"
printf '127.0.0.1\tlocalhost\n127.0.1.1\t%s\n::1\t\tlocalhost ip6-localhost ip6-loopback\n' \
  "$IMAGE" > "$root/etc/hosts"
if [ -e "$root/lib/systemd/systemd-resolved" ]; then
  ln -s ../run/systemd/resolve/stub-resolv.conf "$root/etc/resolv.conf"
fi
# The root is not checked at each start: its journal is enough after a crash.
printf 'PARTUUID=%s / ext4 errors=remount-ro 0 0\nPARTUUID=%s /boot/efi vfat noauto,umask=0077 0 0\n' \
  "$ROOT_ID" "$ESP_ID" > "$root/etc/fstab"
mkdir -p "$root/boot/efi"

# The paths of a recipe are resolved inside the root tree: a link there must not lead out of it.
mkdir "$root/.tain"
cp "$work/files/"* "$root/.tain/" 2>/dev/null || true
while read -r number mode owner path; do
  chroot "$root" install -D -m "$mode" -o "${owner%:*}" -g "${owner#*:}" \
    "/.tain/$number" "$path"
  case $path in
    /etc/initramfs-tools/* | /etc/modprobe.d/* | /etc/modules-load.d/* | /etc/udev/*)
      : > "$root/run/tain-initramfs" ;;
  esac
done < "$work/files.list"
rm -r "$root/.tain"

while read -r verb unit; do
  chroot "$root" systemctl --quiet "$verb" "$unit"
done < "$work/services.list"

for image in "$root"/boot/vmlinuz-*; do
  [ -e "$image" ] && [ -e "$root/usr/sbin/update-initramfs" ] || continue
  version=${image##*/vmlinuz-}
  if [ -e "$root/run/tain-initramfs" ] || [ ! -e "$root/boot/initrd.img-$version" ]; then
    echo '@tain initramfs'
    rm -f "$root/boot/initrd.img-$version"
    chroot "$root" update-initramfs -c -k "$version"
  fi
done
rm -f "$root/run/tain-initramfs"
