/// A disk made of a root tree: partition table, EFI system partition, ext4.
@NullMarked
package io.tain.build.image;

import org.jspecify.annotations.NullMarked;
