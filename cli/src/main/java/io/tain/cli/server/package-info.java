/// The commands on the server itself and its store.
@NullMarked
package io.tain.cli.server;

import org.jspecify.annotations.NullMarked;
