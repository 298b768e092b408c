package io.tain.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.tain.api.Endpoint;
import io.tain.api.Json;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import tools.jackson.core.JacksonException;

/// Binds each endpoint to the operation behind it.
public final class Routes {
  private static final int MAX_JSON_BYTES = 8 << 20;

  private final RoutesConfig javalin;
  private final RefusalLog refusals;

  Routes(RoutesConfig javalin, RefusalLog refusals) {
    this.javalin = javalin;
    this.refusals = refusals;
  }

  /// An endpoint that takes and gives JSON, or nothing.
  public <Q, R> void add(Endpoint<Q, R> endpoint, Operation<Q, R> operation) {
    route(
        endpoint,
        context -> {
          R answer = operation.run(new Call(context), body(context, endpoint.request()));
          context.contentType("application/json");
          context.result(Json.write(answer));
        });
  }

  /// An endpoint that takes or gives bytes and sees to its streams itself.
  public void addStream(Endpoint<?, ?> endpoint, Stream stream) {
    route(endpoint, context -> stream.run(new Call(context)));
  }

  /// The JSON record in the body of a call whose answer is a stream.
  public static <Q> Q body(Call call, Class<Q> type) throws IOException {
    return read(call.body().readNBytes(MAX_JSON_BYTES + 1), type);
  }

  private void route(Endpoint<?, ?> endpoint, Handler handler) {
    HandlerType method =
        switch (endpoint.method()) {
          case GET -> HandlerType.GET;
          case POST -> HandlerType.POST;
          case PUT -> HandlerType.PUT;
          case DELETE -> HandlerType.DELETE;
        };
    javalin.addHttpHandler(method, endpoint.path(), context -> logged(endpoint, handler, context));
  }

  private void logged(Endpoint<?, ?> endpoint, Handler handler, Context context) throws Exception {
    try {
      handler.handle(context);
    } catch (TainException refusal) {
      record(endpoint, context, refusal);
      throw refusal;
    } catch (AnsweredFailure failure) {
      record(endpoint, context, failure.error());
      Problems.log(failure.error(), context);
    }
  }

  private void record(Endpoint<?, ?> endpoint, Context context, TainException refusal) {
    if (!endpoint.action().isEmpty() && isRefusal(refusal)) {
      refusals.refused(endpoint.action(), context.path(), refusal);
    }
  }

  private static boolean isRefusal(TainException error) {
    return switch (error.code().kind()) {
      case REFUSED, FORBIDDEN, CONFLICT, TOO_LARGE -> true;
      case FAILED, UNAVAILABLE, USAGE, BAR_NOT_MET, NOT_FOUND, HOST_LACKS, INTERRUPTED -> false;
    };
  }

  @SuppressWarnings("NullAway") // an endpoint without a JSON body is handed null for it
  private static <Q> Q body(Context context, Class<Q> type) throws IOException {
    if (type == Void.class || type == byte[].class) {
      return null;
    }
    return read(context.bodyInputStream().readNBytes(MAX_JSON_BYTES + 1), type);
  }

  private static <Q> Q read(byte[] json, Class<Q> type) {
    if (json.length > MAX_JSON_BYTES) {
      throw TainException.of(
          ErrorCode.REQUEST_TOO_LARGE, "limit", MAX_JSON_BYTES, "found", json.length);
    }
    try {
      return Json.readRequest(new String(json, UTF_8), type);
    } catch (JacksonException e) {
      throw TainException.of(
              ErrorCode.REQUEST_MALFORMED,
              "expected",
              type.getSimpleName(),
              "found",
              e.getOriginalMessage())
          .causedBy(e);
    }
  }

  /// What a JSON endpoint does.
  @FunctionalInterface
  public interface Operation<Q, R> {
    R run(Call call, Q body) throws IOException;
  }

  /// What a streaming endpoint does.
  @FunctionalInterface
  public interface Stream {
    void run(Call call) throws IOException;
  }
}
