package io.tain.fleet;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What makes an instance ready.
public sealed interface WaitCondition {
  /// An answer 200 to 399 at `/` of this guest port, which must be published.
  record Http(int guestPort) implements WaitCondition {
    @Override
    public String toString() {
      return "http:" + guestPort;
    }
  }

  /// These characters in the serial log.
  record Serial(String text) implements WaitCondition {
    @Override
    public String toString() {
      return "serial:" + text;
    }
  }

  /// Reads `http:GUESTPORT` or `serial:TEXT`.
  ///
  /// @throws TainException `request.malformed` for anything else
  static WaitCondition parse(String text) {
    Matcher http = Grammar.HTTP.matcher(text);
    if (http.matches() && Integer.parseInt(http.group(1)) <= Grammar.MAX_PORT) {
      return new Http(Integer.parseInt(http.group(1)));
    }
    Matcher serial = Grammar.SERIAL.matcher(text);
    if (serial.matches()) {
      return new Serial(serial.group(1));
    }
    throw TainException.of(
        ErrorCode.REQUEST_MALFORMED, "expected", "http:PORT | serial:TEXT", "found", text);
  }

  /// The two forms; a text of more than 1024 characters is none.
  final class Grammar {
    private static final int MAX_PORT = 65_535;
    private static final Pattern HTTP = Pattern.compile("http:([1-9][0-9]{0,4})");
    private static final Pattern SERIAL = Pattern.compile("serial:(.{1,1024})", Pattern.DOTALL);

    private Grammar() {}
  }
}
