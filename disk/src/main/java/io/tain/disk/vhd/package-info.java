/// Microsoft's Virtual Hard Disk format (Virtual Hard Disk Image Format Specification 1.0): fixed
/// and dynamic disks, read and written; differencing disks are refused.
@NullMarked
package io.tain.disk.vhd;

import org.jspecify.annotations.NullMarked;
