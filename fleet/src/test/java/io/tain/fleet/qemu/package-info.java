/// Tests of instances as QEMU processes, against real ones.
@NullMarked
package io.tain.fleet.qemu;

import org.jspecify.annotations.NullMarked;
