/// How a command reaches a server: whom it speaks to, and what it sends.
@NullMarked
package io.tain.client;

import org.jspecify.annotations.NullMarked;
