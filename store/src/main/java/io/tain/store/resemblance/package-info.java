/// Frames that resemble others: features of bytes, and an index from them to base frames.
@NullMarked
package io.tain.store.resemblance;

import org.jspecify.annotations.NullMarked;
