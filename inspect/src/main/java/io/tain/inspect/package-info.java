/// What a disk image contains, read without booting or mounting it.
@NullMarked
package io.tain.inspect;

import org.jspecify.annotations.NullMarked;
