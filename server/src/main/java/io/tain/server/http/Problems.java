package io.tain.server.http;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import io.javalin.http.Context;
import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.ErrorCode;
import io.tain.base.Failures;
import io.tain.base.TainException;

/// Turns whatever an operation threw into the problem that the client is told.
final class Problems {
  private static final System.Logger log = System.getLogger(Problems.class.getName());

  private Problems() {}

  static void answer(Exception thrown, Context context) {
    TainException error = Failures.asTain(thrown);
    log(error, context);
    context.status(error.code().kind().httpStatus());
    context.contentType("application/problem+json");
    context.result(Json.write(Problem.of(error)));
  }

  /// Writes down what a report of a bug needs; other errors are the client's.
  static void log(TainException error, Context context) {
    if (error.code() == ErrorCode.INTERNAL) {
      log.log(ERROR, "request failed path=" + context.path(), error);
    } else {
      log.log(DEBUG, () -> "request refused code=" + error.code().text());
    }
  }
}
