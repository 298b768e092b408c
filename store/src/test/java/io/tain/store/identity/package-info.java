/// What bytes are called: hashes of blocks and chunks, and the content digest of a disk.
@NullMarked
package io.tain.store.identity;

import org.jspecify.annotations.NullMarked;
