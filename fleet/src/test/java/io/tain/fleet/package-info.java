/// Tests of what is said of instances.
@NullMarked
package io.tain.fleet;

import org.jspecify.annotations.NullMarked;
