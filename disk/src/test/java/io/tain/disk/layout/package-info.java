/// Files that are computed while they are read.
@NullMarked
package io.tain.disk.layout;

import org.jspecify.annotations.NullMarked;
