package io.tain.cli.access;

import io.tain.client.http.ServerClient;
import java.io.IOException;

/// What a command does with a server; it may be done again on another one.
@FunctionalInterface
public interface ServerUse<T> {
  T with(ServerClient server) throws IOException, InterruptedException;
}
