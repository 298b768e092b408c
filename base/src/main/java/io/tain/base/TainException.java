package io.tain.base;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A refusal, or damage that was found: a stable code and the named facts of this case.
///
/// `getMessage()` is the English sentence without the code; a reader of another language is given
/// the same sentence from the bundle by [Messages].
public class TainException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> arguments;

  /// @param arguments the values of the sentence's placeholders, by name; never a secret
  protected TainException(ErrorCode code, Map<String, String> arguments) {
    super(Messages.of(Locale.ENGLISH).text("error." + code.text(), arguments));
    this.code = code;
    this.arguments = Map.copyOf(arguments);
  }

  /// An error with its facts: name, value, name, value and so on.
  public static TainException of(ErrorCode code, Object... namesAndValues) {
    return new TainException(code, arguments(namesAndValues));
  }

  /// An error that another Tain answered, with the arguments that it sent.
  public static TainException received(ErrorCode code, Map<String, String> arguments) {
    return new TainException(code, arguments);
  }

  /// The map of alternating names and values.
  protected static Map<String, String> arguments(Object... namesAndValues) {
    var arguments = new LinkedHashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      arguments.put((String) namesAndValues[i], String.valueOf(namesAndValues[i + 1]));
    }
    return arguments;
  }

  public ErrorCode code() {
    return code;
  }

  public Map<String, String> arguments() {
    return arguments;
  }

  /// This exception, with what led to it.
  public TainException causedBy(Throwable cause) {
    initCause(cause);
    return this;
  }
}
