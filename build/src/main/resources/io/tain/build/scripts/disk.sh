# Makes both file systems of a disk, in place.
# disk.sh ROOT DISK
set -eu
root=$1 disk=$2
echo '@tain esp'
# --invariant fixes the times, and the volume id as well unless one follows.
mkfs.vfat --invariant -i "$ESP_VOLUME" -F 32 -S 512 -s 8 -R 32 -f 2 -h "$ESP_SECTOR" -n ESP \
  --offset "$ESP_SECTOR" "$disk" "$ESP_KIB" > "$SCRATCH/esp.log" 2>&1 || {
  cat "$SCRATCH/esp.log"
  exit 1
}
esp="$disk@@$((ESP_SECTOR * 512))"
kernel=$(ls "$root/boot" | sed -n 's/^vmlinuz-//p' | sort -V | tail -n 1)
if [ -n "$kernel" ]; then
  title=$(sed -n 's/^PRETTY_NAME="\(.*\)"$/\1/p' "$root/usr/lib/os-release")
  printf 'timeout %s\ndefault tain.conf\neditor no\n' "$MENU_SECONDS" > "$SCRATCH/loader.conf"
  printf 'title %s\nversion %s\nlinux /vmlinuz-%s\ninitrd /initrd-%s\noptions root=PARTUUID=%s ro %s\n' \
    "$title" "$kernel" "$kernel" "$kernel" "$ROOT_ID" "$COMMAND_LINE" > "$SCRATCH/tain.conf"
  touch --date="@$SOURCE_DATE_EPOCH" "$SCRATCH/loader.conf" "$SCRATCH/tain.conf"
  mmd -i "$esp" ::/EFI ::/EFI/BOOT ::/loader ::/loader/entries
  mcopy -i "$esp" "$root/boot/vmlinuz-$kernel" "::/vmlinuz-$kernel"
  mcopy -i "$esp" "$root/boot/initrd.img-$kernel" "::/initrd-$kernel"
  mcopy -i "$esp" "$root/usr/lib/systemd/boot/efi/systemd-bootx64.efi" ::/EFI/BOOT/BOOTX64.EFI
  mcopy -i "$esp" "$SCRATCH/loader.conf" ::/loader/loader.conf
  mcopy -i "$esp" "$SCRATCH/tain.conf" ::/loader/entries/tain.conf
fi
echo '@tain root'
mke2fs -q -F -t ext4 -b 4096 -I 256 -i 16384 -m 1 -L root -U "$ROOT_UUID" -d "$root" -E \
"offset=$ROOT_BYTE,hash_seed=$HASH_SEED,root_owner=0:0,lazy_itable_init=0,lazy_journal_init=0,\
packed_meta_blocks=1,nodiscard" "$disk" "${ROOT_KIB}k"
