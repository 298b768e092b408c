/// The commands on disk files and on disks over NBD.
@NullMarked
package io.tain.cli.disk;

import org.jspecify.annotations.NullMarked;
