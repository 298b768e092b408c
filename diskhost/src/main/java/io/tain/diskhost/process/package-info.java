/// The disk host itself: its exports, kept over a restart, and its control socket.
@NullMarked
package io.tain.diskhost.process;

import org.jspecify.annotations.NullMarked;
