/// Disks served to guests and tools over the NBD protocol: the contract.
@NullMarked
package io.tain.nbd;

import org.jspecify.annotations.NullMarked;
