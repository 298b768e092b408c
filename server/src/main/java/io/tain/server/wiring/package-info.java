/// The one place where the server's objects are made and its routes are bound to them.
@NullMarked
package io.tain.server.wiring;

import org.jspecify.annotations.NullMarked;
