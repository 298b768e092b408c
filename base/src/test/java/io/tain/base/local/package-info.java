/// Tests of what belongs to this machine.
@NullMarked
package io.tain.base.local;

import org.jspecify.annotations.NullMarked;
