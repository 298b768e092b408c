package io.tain.fleet;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A wish for a published port: `8080:80`, or `auto:80` for any free one.
///
/// @param hostPort empty for a free one
public record PortRule(OptionalInt hostPort, int guestPort) {
  private static final Pattern GRAMMAR = Pattern.compile("(auto|[0-9]{1,5}):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /// Reads `PORT:GUEST` or `auto:GUEST`.
  ///
  /// @throws TainException `request.malformed` for anything else
  public static PortRule parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw malformed(text);
    }
    OptionalInt host =
        "auto".equals(matcher.group(1))
            ? OptionalInt.empty()
            : OptionalInt.of(port(matcher.group(1), text));
    return new PortRule(host, port(matcher.group(2), text));
  }

  private static int port(String digits, String text) {
    int port = Integer.parseInt(digits);
    if (port < 1 || port > MAX_PORT) {
      throw malformed(text);
    }
    return port;
  }

  private static TainException malformed(String text) {
    return TainException.of(
        ErrorCode.REQUEST_MALFORMED, "expected", "PORT:GUEST | auto:GUEST", "found", text);
  }
}
