/// What every command is given: the reader's language, the environment, the streams, the home.
@NullMarked
package io.tain.cli.context;

import org.jspecify.annotations.NullMarked;
