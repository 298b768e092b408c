/// Cutting a disk into chunks, and hashing it on the way.
@NullMarked
package io.tain.store.cut;

import org.jspecify.annotations.NullMarked;
