#!/bin/sh
# Makes the golden files beside it with qemu-img 7.2.22 and prints the digest of their content.
# Run in an empty folder; the test reads the files as they were committed.
set -eu
python3 - <<'PY'
import random
random.seed(1)
disk = bytearray(512 * 1024 + 512)
disk[0:5000] = random.randbytes(5000)
disk[65536:65536 + 3000] = b'tain ' * 600
disk[300000:300000 + 4096] = random.randbytes(4096)
disk[-7:] = b'the end'
open('content.raw', 'wb').write(disk)
PY
sha256sum content.raw
convert() { qemu-img convert -f raw -O qcow2 "$@"; }
convert -o cluster_size=4k,compat=0.10 content.raw v2.qcow2
convert -o cluster_size=512 content.raw v3-512.qcow2
convert -o cluster_size=4k -c content.raw v3-zlib.qcow2
convert -o cluster_size=4k,compression_type=zstd -c content.raw v3-zstd.qcow2
convert -o cluster_size=16k,extended_l2=on content.raw v3-extended.qcow2
convert -o cluster_size=4k content.raw v3-snapshot.qcow2
qemu-img snapshot -c one v3-snapshot.qcow2
qemu-io -f qcow2 -c 'write -P 1 128k 4k' -c 'discard 128k 4k' v3-snapshot.qcow2 > /dev/null
qemu-img create -q -f qcow2 -o cluster_size=512 -b content.raw -F raw refused-backing-file.qcow2
qemu-img create -q -f qcow2 -o cluster_size=4k,data_file=data.raw refused-data-file.qcow2 512k
