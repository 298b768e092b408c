/// QEMU's copy-on-write format (docs/interop/qcow2 of QEMU): read in versions 2 and 3, written
/// in version 3.
@NullMarked
package io.tain.disk.qcow2;

import org.jspecify.annotations.NullMarked;
