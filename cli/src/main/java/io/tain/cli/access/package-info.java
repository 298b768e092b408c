/// The server that a command speaks to: one that runs, or one that it hosts itself.
@NullMarked
package io.tain.cli.access;

import org.jspecify.annotations.NullMarked;
