# shellcheck shell=bash
# What must be kept beside the disk so that a file of qemu-img is given back bit for bit: the file is
# made in each mode from a real 3 GiB disk, and restored and compared.
# shellcheck source=benchmarks/measure.sh
source "$root/benchmarks/measure.sh"
need qemu-utils mmdebstrap e2fsprogs dosfstools mtools gdisk systemd-boot-efi
ready_program

work=$(mktemp -d /var/tmp/tain-bench-XXXXXX)
trap 'rm -rf "$work"' EXIT
image=$(corpus_image web-new)

# residue NAME OPTION ...: of the file that qemu-img makes with these options.
residue() {
  local name=$1
  shift
  qemu-img convert -f raw "$@" "$image" "$work/file"
  # A residue is held in memory whole, and encoded there: of compressed qcow2 it is large.
  "$JAVA_HOME/bin/java" "${common_flags[@]}" -Xmx2g -cp "$jars" io.tain.bench.Residues "$name" "$work/file"
  rm "$work/file"
}

printf '%-34s %12s %12s %9s %9s %10s\n' "$(qemu-img --version | head -1 | cut -d' ' -f1-3)" \
  'residue, B' 'B per GiB' packed again took
residue 'qcow2' -O qcow2
residue 'qcow2, written out of order' -W -m 16 -O qcow2
residue 'qcow2, version 2' -O qcow2 -o compat=0.10
residue 'qcow2, extended L2' -O qcow2 -o extended_l2=on,cluster_size=128k
residue 'qcow2, zlib' -c -O qcow2
residue 'qcow2, zstd' -c -O qcow2 -o compression_type=zstd
residue 'VMDK, monolithicSparse' -O vmdk
residue 'VMDK, streamOptimized' -O vmdk -o subformat=streamOptimized
residue 'VHD, dynamic' -O vpc
residue 'VHD, fixed' -O vpc -o subformat=fixed
residue 'VHDX, dynamic' -O vhdx
residue 'VHDX, fixed' -O vhdx -o subformat=fixed
