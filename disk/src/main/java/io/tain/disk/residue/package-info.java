/// What a file holds beside the disk in it, so that the file can be given back bit for bit.
@NullMarked
package io.tain.disk.residue;

import org.jspecify.annotations.NullMarked;
