/// Tests.
@NullMarked
package io.tain.disk.vmdk;

import org.jspecify.annotations.NullMarked;
