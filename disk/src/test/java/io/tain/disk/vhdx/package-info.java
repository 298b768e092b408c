/// Tests.
@NullMarked
package io.tain.disk.vhdx;

import org.jspecify.annotations.NullMarked;
