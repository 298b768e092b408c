/// The log of events as a table.
@NullMarked
package io.tain.db.log;

import org.jspecify.annotations.NullMarked;
