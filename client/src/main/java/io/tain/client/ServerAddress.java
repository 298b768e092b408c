package io.tain.client;

import io.tain.base.Secret;
import java.net.URI;

/// Where a server listens, and the token that it asks for.
///
/// @param uri scheme, host and port alone
public record ServerAddress(URI uri, Secret token) {}
