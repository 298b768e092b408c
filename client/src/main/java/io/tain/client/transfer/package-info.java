/// Disks on their way to a server and back.
@NullMarked
package io.tain.client.transfer;

import org.jspecify.annotations.NullMarked;
