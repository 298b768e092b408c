/// The NBD server over TCP and Unix sockets, one virtual thread for each connection and request.
@NullMarked
package io.tain.nbd.socket;

import org.jspecify.annotations.NullMarked;
