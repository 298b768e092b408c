/// Tests of the package.
@NullMarked
package io.tain.store.index;

import org.jspecify.annotations.NullMarked;
