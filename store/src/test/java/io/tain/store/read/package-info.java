/// Tests of the package.
@NullMarked
package io.tain.store.read;

import org.jspecify.annotations.NullMarked;
