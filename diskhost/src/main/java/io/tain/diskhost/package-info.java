/// The process that serves guests' disks, so that they do not hang on the server.
///
/// It opens `store/` for reading and never the database.
@NullMarked
package io.tain.diskhost;

import org.jspecify.annotations.NullMarked;
