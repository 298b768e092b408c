/// FAT12, FAT16 and FAT32 with long names, read, and small FAT images, written.
@NullMarked
package io.tain.fs.fat;

import org.jspecify.annotations.NullMarked;
