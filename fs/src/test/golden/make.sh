#!/bin/bash
# Makes the golden images of XFS and LVM2 with a real kernel, in a guest of QEMU without KVM.
#
#   make.sh KERNEL.deb OUTPUT-DIRECTORY
#
# KERNEL.deb is Debian's linux-image-*-amd64 (apt-get download); the programs are those of this
# machine: xfsprogs, lvm2, acl, e2fsprogs, cpio, python3, qemu-system-x86. What the guest does is in guest.py.
set -eu
here=$(dirname "$(readlink -f "$0")")
kernel_package=$(readlink -f "$1")
output=$(readlink -f "$2")
work=$(mktemp -d /var/tmp/golden.XXXXXX)
trap 'rm -rf "$work"' EXIT
root=$work/root
mkdir -p "$root"/{dev,proc,sys,mnt,tmp,run,etc/lvm,usr/bin,usr/lib,usr/lib64,usr/sbin}
ln -s usr/bin usr/lib usr/lib64 usr/sbin "$root"/
dpkg-deb -x "$kernel_package" "$work/kernel"
mkdir "$root/modules"
python3 - "$work"/kernel/lib/modules/*/kernel "$root/modules" << 'END'
import pathlib, re, shutil, sys
paths = {p.stem.replace("-", "_"): p for p in pathlib.Path(sys.argv[1]).rglob("*.ko")}
order = []
def add(name):
    if name in order or name not in paths:
        return
    depends = re.search(rb"\0depends=([^\0]*)\0", paths[name].read_bytes())
    for other in filter(None, depends.group(1).decode().split(",")):
        add(other.replace("-", "_"))
    order.append(name)
for name in ("virtio_pci virtio_blk crc32c_generic libcrc32c xfs ext4 dm_mod dm_thin_pool dm_snapshot dm_raid raid1").split():
    add(name)
for i, name in enumerate(order):
    shutil.copy(paths[name], f"{sys.argv[2]}/{i:02d}-{name}.ko")
END

copy() {
  local file
  for file in "$@"; do
    mkdir -p "$root$(dirname "$file")"
    cp -Ln "$file" "$root$file" || true
    ldd "$file" 2>/dev/null | grep -o '/[^ ]*' | while read -r library; do
      mkdir -p "$root$(dirname "$library")"
      cp -Ln "$library" "$root$library" || true
    done
  done
}
for program in /usr/bin/python3 bash mount umount mkfs.xfs xfs_io setfacl lvm mke2fs mkfs.ext4 cp sync stat poweroff; do
  copy "$(command -v "$program")"
done
cp -r /usr/lib/python3.11 "$root/usr/lib/"
rm -rf "$root"/usr/lib/python3.11/{test,lib2to3,idlelib,distutils,pydoc_data}
for library in /usr/lib/python3.11/lib-dynload/*.so; do copy "$library"; done
cp "$here/guest.py" "$root/init.py"
printf '#!/bin/bash\nexport PATH=/usr/sbin:/usr/bin LANG=C.UTF-8\nexec python3 /init.py\n' > "$root/init"
chmod 755 "$root/init"
(cd "$root" && find . | cpio -o -H newc --quiet | gzip -1 > "$work/initramfs")

drives=()
for disk in results:32M v5:40M v4:40M aged:32M dirty:32M lvm:64M lvm-first:24M lvm-second:24M; do
  truncate -s "${disk#*:}" "$work/${disk%:*}"
  drives+=(-drive "file=$work/${disk%:*},format=raw,if=virtio,cache=unsafe")
done
timeout 900 qemu-system-x86_64 -accel tcg -cpu max -m 1536 -display none -serial stdio -no-reboot -net none \
  -kernel "$work"/kernel/boot/vmlinuz-* -initrd "$work/initramfs" \
  -append 'console=ttyS0 quiet panic=-1 mitigations=off' "${drives[@]}"
for image in v5 v4 aged dirty lvm lvm-first lvm-second; do
  xz -T2 -9e -c "$work/$image" > "$output/$image.img.xz"
done
tar -x -C "$output" -f "$work/results"
xz -9e -f "$output"/*.tsv
