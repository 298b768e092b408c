/// Open Virtualization Format (DSP0243) in one file: a tar archive of a descriptor, a manifest and
/// the disks, which are read where they lie.
@NullMarked
package io.tain.disk.ova;

import org.jspecify.annotations.NullMarked;
