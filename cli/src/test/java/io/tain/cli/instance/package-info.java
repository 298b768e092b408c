/// Tests of what is printed of instances.
@NullMarked
package io.tain.cli.instance;

import org.jspecify.annotations.NullMarked;
