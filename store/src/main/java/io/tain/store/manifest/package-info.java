/// Manifests: what lies where on a disk, as docs/FORMAT.md sections 5 and 6 lay it out.
@NullMarked
package io.tain.store.manifest;

import org.jspecify.annotations.NullMarked;
