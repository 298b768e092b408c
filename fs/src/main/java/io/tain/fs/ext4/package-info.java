/// ext2, ext3 and ext4, read.
@NullMarked
package io.tain.fs.ext4;

import org.jspecify.annotations.NullMarked;
