/// Instances: machines that run a version, wherever they run.
@NullMarked
package io.tain.fleet;

import org.jspecify.annotations.NullMarked;
