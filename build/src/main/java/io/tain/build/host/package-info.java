/// What the machine that builds must have.
@NullMarked
package io.tain.build.host;

import org.jspecify.annotations.NullMarked;
