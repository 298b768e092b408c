/// The commands on instances.
@NullMarked
package io.tain.cli.instance;

import org.jspecify.annotations.NullMarked;
