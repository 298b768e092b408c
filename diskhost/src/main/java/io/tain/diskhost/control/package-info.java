/// How a server starts a disk host and tells it what to serve.
@NullMarked
package io.tain.diskhost.control;

import org.jspecify.annotations.NullMarked;
