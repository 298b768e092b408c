/// Damage of every kind, and what a scrub says of it.
@NullMarked
package io.tain.store.scrub;

import org.jspecify.annotations.NullMarked;
