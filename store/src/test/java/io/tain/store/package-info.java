/// Disks as deduplicated chunks: the contract of the store.
@NullMarked
package io.tain.store;

import org.jspecify.annotations.NullMarked;
