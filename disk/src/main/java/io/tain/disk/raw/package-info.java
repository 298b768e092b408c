/// Disks as plain files, whose holes are the file's own.
@NullMarked
package io.tain.disk.raw;

import org.jspecify.annotations.NullMarked;
