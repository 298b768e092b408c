/// What the readers of container formats share: disks whose blocks lie at places in a file.
@NullMarked
package io.tain.disk.mapped;

import org.jspecify.annotations.NullMarked;
