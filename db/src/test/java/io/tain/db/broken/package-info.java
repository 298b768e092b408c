/// Scripts with a mistake.
@NullMarked
package io.tain.db.broken;

import org.jspecify.annotations.NullMarked;
