/// Tests of what a server is made of.
@NullMarked
package io.tain.server;

import org.jspecify.annotations.NullMarked;
