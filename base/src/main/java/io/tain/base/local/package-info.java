/// Durable files on the file system of this machine.
@NullMarked
package io.tain.base.local;

import org.jspecify.annotations.NullMarked;
