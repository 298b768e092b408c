/// Processes that cannot outlive the build.
@NullMarked
package io.tain.build.sandbox;

import org.jspecify.annotations.NullMarked;
