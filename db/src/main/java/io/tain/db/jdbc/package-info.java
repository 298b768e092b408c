/// Databases over JDBC: SQLite in a file, PostgreSQL on a server.
@NullMarked
package io.tain.db.jdbc;

import org.jspecify.annotations.NullMarked;
