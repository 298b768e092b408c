/// How the program's log lines look and where they go.
@NullMarked
package io.tain.cli.log;

import org.jspecify.annotations.NullMarked;
