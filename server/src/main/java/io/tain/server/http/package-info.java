/// HTTP: routes, the token, and errors as problems.
@NullMarked
package io.tain.server.http;

import org.jspecify.annotations.NullMarked;
