/// Tests.
@NullMarked
package io.tain.disk.vhd;

import org.jspecify.annotations.NullMarked;
