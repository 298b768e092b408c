/// Builds Debian images with Debian's own tools.
@NullMarked
package io.tain.build.debian;

import org.jspecify.annotations.NullMarked;
