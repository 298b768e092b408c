package io.tain.db.jdbc;

import io.tain.db.Dialect;

/// What one kind of transaction of one database goes by.
record Mode(Dialect dialect, Boundary boundary, SqlFailures failures) {}
