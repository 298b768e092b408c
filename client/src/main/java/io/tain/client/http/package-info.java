/// The interface `/v1` over HTTP.
@NullMarked
package io.tain.client.http;

import org.jspecify.annotations.NullMarked;
