/// Tests of the package.
@NullMarked
package io.tain.store.engine;

import org.jspecify.annotations.NullMarked;
