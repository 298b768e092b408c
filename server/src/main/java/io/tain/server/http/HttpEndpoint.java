package io.tain.server.http;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.Context;
import io.javalin.util.JavalinBindException;
import io.tain.base.ErrorCode;
import io.tain.base.Secret;
import io.tain.base.TainException;
import java.net.URI;
import java.util.function.Consumer;

/// A listening HTTP server on the loopback address whose every request carries the token.
public final class HttpEndpoint implements AutoCloseable {
  private static final String SCHEME = "Bearer ";
  private static final String ADDRESS = "127.0.0.1";

  private final Javalin javalin;

  private HttpEndpoint(Javalin javalin) {
    this.javalin = javalin;
  }

  /// Listens until it is closed.
  ///
  /// @param port 0 for any free one
  /// @param option the option that chooses the port, for the error
  /// @throws TainException `port.taken`
  public static HttpEndpoint start(
      int port, String option, Secret token, RefusalLog refusals, Consumer<Routes> routes) {
    var javalin =
        Javalin.create(
            config -> {
              config.startup.showJavalinBanner = false;
              config.startup.showOldJavalinVersionWarning = false;
              config.startup.startupWatcherEnabled = false;
              config.concurrency.useVirtualThreads = true;
              config.http.compressionStrategy = CompressionStrategy.NONE;
              config.http.maxRequestSize = Long.MAX_VALUE;
              config.routes.before(context -> authorise(context, token));
              config.routes.exception(Exception.class, Problems::answer);
              routes.accept(new Routes(config.routes, refusals));
            });
    try {
      javalin.start(ADDRESS, port);
    } catch (JavalinBindException e) {
      throw TainException.of(
              ErrorCode.PORT_TAKEN, "port", port, "address", ADDRESS, "option", option)
          .causedBy(e);
    }
    return new HttpEndpoint(javalin);
  }

  /// Where it listens.
  public URI uri() {
    return URI.create("http://" + ADDRESS + ":" + javalin.port());
  }

  @Override
  public void close() {
    javalin.stop();
  }

  private static void authorise(Context context, Secret token) {
    String header = context.header("Authorization");
    boolean known = header != null && header.startsWith(SCHEME);
    if (!known || !token.matches(header.substring(SCHEME.length()))) {
      throw TainException.of(ErrorCode.SERVER_FORBIDDEN);
    }
  }
}
