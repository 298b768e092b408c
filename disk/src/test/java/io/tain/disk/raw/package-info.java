/// Tests.
@NullMarked
package io.tain.disk.raw;

import org.jspecify.annotations.NullMarked;
