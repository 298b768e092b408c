/// Tests.
@NullMarked
package io.tain.disk.qcow2;

import org.jspecify.annotations.NullMarked;
