/// Packs: immutable blobs of compressed frames, as docs/FORMAT.md section 3 lays them out.
@NullMarked
package io.tain.store.pack;

import org.jspecify.annotations.NullMarked;
