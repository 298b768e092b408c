/// Instances as QEMU processes of this machine, kept in directories of the home.
@NullMarked
package io.tain.fleet.qemu;

import org.jspecify.annotations.NullMarked;
