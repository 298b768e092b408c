package io.tain.fleet;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.Map;

/// Why an instance failed, kept with it.
///
/// @param arguments the facts of the code's sentence
public record Failure(ErrorCode code, Map<String, String> arguments) {
  public Failure {
    arguments = Map.copyOf(arguments);
  }

  /// What an exception says.
  public static Failure of(TainException exception) {
    return new Failure(exception.code(), exception.arguments());
  }

  /// The same as an exception, for who asked for the instance.
  public TainException toException() {
    return TainException.received(code, arguments);
  }
}
