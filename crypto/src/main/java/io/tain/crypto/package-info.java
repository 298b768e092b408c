/// Keys, and what is computed with them.
@NullMarked
package io.tain.crypto;

import org.jspecify.annotations.NullMarked;
