/// The crash matrix of imports: every durable step, met by every fault.
@NullMarked
package io.tain.store.crash;

import org.jspecify.annotations.NullMarked;
