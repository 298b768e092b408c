/// Tests.
@NullMarked
package io.tain.app;

import org.jspecify.annotations.NullMarked;
