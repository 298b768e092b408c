/// The server of a home: its HTTP interface over the operations of `app`, wired by hand.
@NullMarked
package io.tain.server;

import org.jspecify.annotations.NullMarked;
