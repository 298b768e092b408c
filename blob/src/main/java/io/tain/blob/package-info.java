/// Immutable blobs under keys: the bottom of the store.
@NullMarked
package io.tain.blob;

import org.jspecify.annotations.NullMarked;
