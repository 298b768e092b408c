/// Disks as a guest sees them, whatever file holds them: the contract of the data plane.
@NullMarked
package io.tain.disk;

import org.jspecify.annotations.NullMarked;
