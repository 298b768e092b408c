/// Tests of files that are compressed as a whole.
@NullMarked
package io.tain.disk.wrap;

import org.jspecify.annotations.NullMarked;
