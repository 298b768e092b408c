/// VMware's disk format (Virtual Disk Format 5.0): one file with its descriptor inside, as it grows
/// (`monolithicSparse`) or compressed to be sent (`streamOptimized`), read and written.
@NullMarked
package io.tain.disk.vmdk;

import org.jspecify.annotations.NullMarked;
