/// Immutable blobs under keys: what every store of them passes.
@NullMarked
package io.tain.blob;

import org.jspecify.annotations.NullMarked;
