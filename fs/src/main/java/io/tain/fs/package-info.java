/// File systems inside disks, read without mounting: the contract.
@NullMarked
package io.tain.fs;

import org.jspecify.annotations.NullMarked;
