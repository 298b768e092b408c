/// Keys as files of the home.
@NullMarked
package io.tain.crypto.local;

import org.jspecify.annotations.NullMarked;
