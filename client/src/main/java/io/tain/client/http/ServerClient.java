package io.tain.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Endpoint;
import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.client.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import tools.jackson.core.JacksonException;

/// A server's interface `/v1`, one call an endpoint.
///
/// Safe for concurrent use. Every error that the server answers arrives as the `TainException` that
/// it was there.
public final class ServerClient implements AutoCloseable {
  private static final Duration CONNECT_DEADLINE = Duration.ofSeconds(10);
  private static final Duration ENDLESS = Duration.ofDays(365);

  private final ServerAddress server;
  private final Duration answerDeadline;
  private final HttpClient http;

  public ServerClient(ServerAddress server) {
    this(server, ENDLESS);
  }

  /// A server that must begin its answers in time; an `IOException` when it does not.
  public ServerClient(ServerAddress server, Duration answerDeadline) {
    this.server = server;
    this.answerDeadline = answerDeadline;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_DEADLINE)
            .sslContext(tls(server.uri()))
            .build();
  }

  /// Without TLS no certificate is looked at: reading all that the system trusts takes a tenth of a
  /// second, and the context that trusts none will do.
  private static SSLContext tls(URI server) {
    try {
      if ("https".equals(server.getScheme())) {
        return SSLContext.getDefault();
      }
      var trustsNobody = SSLContext.getInstance("TLS");
      trustsNobody.init(new KeyManager[0], new TrustManager[0], null);
      return trustsNobody;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /// Another client of the same server, which must begin its answers in time.
  public ServerClient answeringWithin(Duration deadline) {
    return new ServerClient(server, deadline);
  }

  /// Calls an endpoint that takes nothing but its path and query.
  public <R> R call(Endpoint<Void, R> endpoint, Target target) throws IOException {
    return json(endpoint, target, BodyPublishers.noBody());
  }

  /// Calls an endpoint with a JSON body.
  public <Q, R> R call(Endpoint<Q, R> endpoint, Target target, Q body) throws IOException {
    return json(endpoint, target, BodyPublishers.ofString(Json.write(body)));
  }

  /// Calls an endpoint with bytes, and reads a JSON answer, or none when the endpoint has none.
  public <R> R send(Endpoint<byte[], R> endpoint, Target target, byte[] body) throws IOException {
    return json(endpoint, target, BodyPublishers.ofByteArray(body));
  }

  /// Calls an endpoint that answers bytes; the caller closes the stream.
  public InputStream open(Endpoint<Void, byte[]> endpoint, Target target) throws IOException {
    return exchange(endpoint, target, BodyPublishers.noBody());
  }

  /// Calls an endpoint that takes JSON and answers bytes; the caller closes the stream.
  public <Q> InputStream open(Endpoint<Q, byte[]> endpoint, Target target, Q body)
      throws IOException {
    return exchange(endpoint, target, BodyPublishers.ofString(Json.write(body)));
  }

  /// Calls an endpoint that takes bytes and answers bytes.
  public byte[] exchange(Endpoint<byte[], byte[]> endpoint, Target target, byte[] body)
      throws IOException {
    try (InputStream answer = exchange(endpoint, target, BodyPublishers.ofByteArray(body))) {
      return answer.readAllBytes();
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  private <Q, R> R json(Endpoint<Q, R> endpoint, Target target, BodyPublisher body)
      throws IOException {
    try (InputStream answer = exchange(endpoint, target, body)) {
      String text = new String(answer.readAllBytes(), UTF_8);
      return Json.read(text.isEmpty() ? "null" : text, endpoint.response());
    } catch (JacksonException e) {
      throw new IOException("the answer to " + endpoint.path() + " is not what was expected", e);
    }
  }

  private InputStream exchange(Endpoint<?, ?> endpoint, Target target, BodyPublisher body)
      throws IOException {
    URI uri = server.uri().resolve(endpoint.path(target.variables()) + target.queryString());
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(answerDeadline)
            .header("Authorization", "Bearer " + server.token().reveal())
            .header("Content-Type", "application/json")
            .method(endpoint.method().name(), body)
            .build();
    HttpResponse<InputStream> response = send(request);
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    try (InputStream answer = response.body()) {
      throw problem(response.statusCode(), new String(answer.readAllBytes(), UTF_8));
    }
  }

  private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw TainException.of(
              ErrorCode.SERVER_UNREACHABLE, "address", server.uri(), "reason", "connection refused")
          .causedBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TainException.of(ErrorCode.INTERRUPTED).causedBy(e);
    }
  }

  private static TainException problem(int status, String body) {
    try {
      return Json.read(body, Problem.class).toException();
    } catch (JacksonException e) {
      return TainException.received(ErrorCode.INTERNAL, Map.of("reason", "HTTP " + status));
    }
  }
}
