/// The package archive: resolving, the cache of packages, and an archive made of them.
@NullMarked
package io.tain.build.archive;

import org.jspecify.annotations.NullMarked;
