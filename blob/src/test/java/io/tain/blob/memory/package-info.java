/// Blobs in memory, with faults that can be switched on.
@NullMarked
package io.tain.blob.memory;

import org.jspecify.annotations.NullMarked;
