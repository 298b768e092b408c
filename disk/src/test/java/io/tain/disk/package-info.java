/// The contract suite of disks, their in-memory twin, and what their tests share.
@NullMarked
package io.tain.disk;

import org.jspecify.annotations.NullMarked;
