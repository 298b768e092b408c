/// The file that says which format a store has: docs/FORMAT.md 2.
@NullMarked
package io.tain.store.format;

import org.jspecify.annotations.NullMarked;
