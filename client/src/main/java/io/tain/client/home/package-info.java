/// The server of a home: finding it, and its lock.
@NullMarked
package io.tain.client.home;

import org.jspecify.annotations.NullMarked;
