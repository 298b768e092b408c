package io.tain.server.wiring;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.Failures;
import io.tain.base.TainException;
import io.tain.server.http.AnsweredFailure;
import io.tain.server.http.Call;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What long work tells its client: one JSON object a line.
///
/// Safe for concurrent use.
final class EventLines implements AutoCloseable {
  private final Call call;
  private @Nullable OutputStream out;

  /// Answers a call, from the first event on.
  EventLines(Call call) {
    this.call = call;
  }

  /// Sends one event at once.
  ///
  /// @throws UncheckedIOException if the client is gone: the work ends with it
  synchronized void write(Object event) {
    try {
      OutputStream stream = out == null ? call.answer() : out;
      out = stream;
      stream.write((Json.write(event) + "\n").getBytes(UTF_8));
      stream.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends with an error: as the answer itself when nothing was sent yet, else as an event.
  ///
  /// @throws TainException what is still to be answered
  /// @throws AnsweredFailure what is only to be written down
  synchronized void fail(Exception failure, Function<Problem, Object> event) {
    TainException error = Failures.asTain(failure);
    if (out == null) {
      throw error;
    }
    write(event.apply(Problem.of(error)));
    throw new AnsweredFailure(error);
  }

  @Override
  public synchronized void close() throws IOException {
    if (out != null) {
      out.close();
    }
  }
}
