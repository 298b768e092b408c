/// Tests of the reader of LVM2.
@NullMarked
package io.tain.disk.lvm;

import org.jspecify.annotations.NullMarked;
