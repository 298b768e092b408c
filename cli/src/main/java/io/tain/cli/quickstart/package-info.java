/// The tour: the main job from a recipe to a running server, on a real image.
@NullMarked
package io.tain.cli.quickstart;

import org.jspecify.annotations.NullMarked;
