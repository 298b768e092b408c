/// Tests of how the server of a home is found.
@NullMarked
package io.tain.client.home;

import org.jspecify.annotations.NullMarked;
