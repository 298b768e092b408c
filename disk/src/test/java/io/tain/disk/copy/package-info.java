/// Tests.
@NullMarked
package io.tain.disk.copy;

import org.jspecify.annotations.NullMarked;
