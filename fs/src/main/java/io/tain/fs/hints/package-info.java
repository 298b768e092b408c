/// In what order the parts of a disk should be cut, by the file systems that are on it.
@NullMarked
package io.tain.fs.hints;

import org.jspecify.annotations.NullMarked;
