/// Tests of order hints, and disks as servers have them.
@NullMarked
package io.tain.fs.hints;

import org.jspecify.annotations.NullMarked;
