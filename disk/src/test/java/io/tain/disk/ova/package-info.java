/// Archives of disks, made by the tools that others make them with.
@NullMarked
package io.tain.disk.ova;

import org.jspecify.annotations.NullMarked;
