/// Cuts and chunk hashes as they travel between a client and a server.
@NullMarked
package io.tain.store.wire;

import org.jspecify.annotations.NullMarked;
