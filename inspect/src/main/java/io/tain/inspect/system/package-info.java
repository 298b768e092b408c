/// Finds the operating system among the partitions of a disk, by content.
@NullMarked
package io.tain.inspect.system;

import org.jspecify.annotations.NullMarked;
