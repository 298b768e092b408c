/// Partition tables of the master boot record, with extended and logical partitions.
@NullMarked
package io.tain.disk.mbr;

import org.jspecify.annotations.NullMarked;
