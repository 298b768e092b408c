/// What commands print: tables for people, JSON for programs, progress on a terminal.
@NullMarked
package io.tain.cli.output;

import org.jspecify.annotations.NullMarked;
