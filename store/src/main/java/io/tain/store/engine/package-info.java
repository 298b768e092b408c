/// The store itself: sessions, deduplication, packs, and the preparation of versions.
@NullMarked
package io.tain.store.engine;

import org.jspecify.annotations.NullMarked;
