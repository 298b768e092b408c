/// Tests of the NBD server, against foreign clients and hostile ones.
@NullMarked
package io.tain.nbd.socket;

import org.jspecify.annotations.NullMarked;
