/// Tests of the package.
@NullMarked
package io.tain.store.manifest;

import org.jspecify.annotations.NullMarked;
