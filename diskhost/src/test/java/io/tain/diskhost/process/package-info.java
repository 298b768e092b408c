/// Tests of the disk host itself.
@NullMarked
package io.tain.diskhost.process;

import org.jspecify.annotations.NullMarked;
