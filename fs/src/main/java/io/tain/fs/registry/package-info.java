/// Which file systems Tain reads, and the names of those that it only recognises.
@NullMarked
package io.tain.fs.registry;

import org.jspecify.annotations.NullMarked;
