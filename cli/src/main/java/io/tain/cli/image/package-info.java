/// The commands on images and their versions.
@NullMarked
package io.tain.cli.image;

import org.jspecify.annotations.NullMarked;
