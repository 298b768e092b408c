/// The database of a home or of a cluster: transactions, schemas, and the log of events.
@NullMarked
package io.tain.db;

import org.jspecify.annotations.NullMarked;
