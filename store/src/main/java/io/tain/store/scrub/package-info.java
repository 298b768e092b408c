/// Looks whether what is stored is still what was stored, and whom damage hurts.
@NullMarked
package io.tain.store.scrub;

import org.jspecify.annotations.NullMarked;
