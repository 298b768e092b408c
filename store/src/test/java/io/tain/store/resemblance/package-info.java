/// Tests of the package.
@NullMarked
package io.tain.store.resemblance;

import org.jspecify.annotations.NullMarked;
