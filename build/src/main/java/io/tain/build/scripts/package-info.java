/// The shell scripts of a build, which run inside its sandbox.
@NullMarked
package io.tain.build.scripts;

import org.jspecify.annotations.NullMarked;
