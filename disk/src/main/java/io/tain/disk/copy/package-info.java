/// What the writers of all formats share: parallel reading, zero runs, files that appear whole.
@NullMarked
package io.tain.disk.copy;

import org.jspecify.annotations.NullMarked;
