/// Blobs as files of a directory.
@NullMarked
package io.tain.blob.local;

import org.jspecify.annotations.NullMarked;
