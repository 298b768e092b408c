/// XFS, read.
@NullMarked
package io.tain.fs.xfs;

import org.jspecify.annotations.NullMarked;
