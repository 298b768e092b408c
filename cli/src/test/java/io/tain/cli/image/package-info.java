/// Tests.
@NullMarked
package io.tain.cli.image;

import org.jspecify.annotations.NullMarked;
