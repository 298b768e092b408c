/// Tests of the package.
@NullMarked
package io.tain.store.format;

import org.jspecify.annotations.NullMarked;
