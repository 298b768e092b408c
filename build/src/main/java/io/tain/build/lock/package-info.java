/// Locks as YAML files.
@NullMarked
package io.tain.build.lock;

import org.jspecify.annotations.NullMarked;
