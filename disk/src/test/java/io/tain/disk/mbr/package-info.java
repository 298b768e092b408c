/// Tests.
@NullMarked
package io.tain.disk.mbr;

import org.jspecify.annotations.NullMarked;
