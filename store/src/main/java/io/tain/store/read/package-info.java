/// Reading disks back: from blobs alone, without a database.
@NullMarked
package io.tain.store.read;

import org.jspecify.annotations.NullMarked;
