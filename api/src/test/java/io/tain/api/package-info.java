/// Tests.
@NullMarked
package io.tain.api;

import org.jspecify.annotations.NullMarked;
