/// Volumes of LVM2 on the physical volumes of one disk, read.
@NullMarked
package io.tain.disk.lvm;

import org.jspecify.annotations.NullMarked;
