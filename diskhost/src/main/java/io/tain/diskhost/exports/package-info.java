/// What a disk host serves, written down for the one that starts after it.
@NullMarked
package io.tain.diskhost.exports;

import org.jspecify.annotations.NullMarked;
