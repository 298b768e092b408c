/// Disk files that are compressed as a whole: unpacked into a hidden file before anything else.
@NullMarked
package io.tain.disk.wrap;

import org.jspecify.annotations.NullMarked;
