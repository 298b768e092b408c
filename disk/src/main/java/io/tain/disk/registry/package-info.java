/// The entries of this module: which format a file has, which table a disk has.
@NullMarked
package io.tain.disk.registry;

import org.jspecify.annotations.NullMarked;
