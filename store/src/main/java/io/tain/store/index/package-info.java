/// The chunk index: from a chunk's id to its place in a pack; derived from pack footers alone.
@NullMarked
package io.tain.store.index;

import org.jspecify.annotations.NullMarked;
