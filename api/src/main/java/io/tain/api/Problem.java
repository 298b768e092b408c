package io.tain.api;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.Map;

/// An error on the wire, after RFC 9457: a stable code, the English sentence and its arguments.
public record Problem(String code, String detail, Map<String, String> arguments) {
  /// What an error says on the wire.
  public static Problem of(TainException error) {
    return new Problem(error.code().text(), String.valueOf(error.getMessage()), error.arguments());
  }

  /// The error that it was there; one whose code this program does not know keeps its sentence.
  public TainException toException() {
    return ErrorCode.parse(code)
        .map(known -> TainException.received(known, arguments))
        .orElseGet(() -> TainException.of(ErrorCode.INTERNAL, "reason", detail));
  }
}
