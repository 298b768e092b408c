/// The command line: commands, progress and output.
@NullMarked
package io.tain.cli;

import org.jspecify.annotations.NullMarked;
