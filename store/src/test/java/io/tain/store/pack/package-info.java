/// Tests of the package.
@NullMarked
package io.tain.store.pack;

import org.jspecify.annotations.NullMarked;
