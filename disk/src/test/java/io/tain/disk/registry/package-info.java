/// Tests.
@NullMarked
package io.tain.disk.registry;

import org.jspecify.annotations.NullMarked;
