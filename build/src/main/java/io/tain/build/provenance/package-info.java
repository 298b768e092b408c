/// Provenance records as JSON.
@NullMarked
package io.tain.build.provenance;

import org.jspecify.annotations.NullMarked;
