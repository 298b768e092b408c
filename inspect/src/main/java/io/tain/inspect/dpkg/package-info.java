/// Debian's package database, read from a file system.
@NullMarked
package io.tain.inspect.dpkg;

import org.jspecify.annotations.NullMarked;
