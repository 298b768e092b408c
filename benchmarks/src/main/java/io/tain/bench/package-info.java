/// Measurements: what this machine can do, and what share of it Tain reaches.
@NullMarked
package io.tain.bench;

import org.jspecify.annotations.NullMarked;
