package io.tain.server.http;

import io.javalin.http.Context;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// One request as a route sees it: its path, its query and its streams.
public final class Call {
  private final Context context;

  Call(Context context) {
    this.context = context;
  }

  /// A variable of the path.
  public String path(String name) {
    return context.pathParam(name);
  }

  /// A parameter of the query.
  ///
  /// @throws TainException `request.malformed` if it is missing
  public String query(String name) {
    String value = context.queryParam(name);
    if (value == null || value.isEmpty()) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", "?" + name + "=", "found", context.path());
    }
    return value;
  }

  /// A parameter of the query that counts bytes, `>= 0`.
  ///
  /// @throws TainException `request.malformed` if it is missing or no such number
  public long queryBytes(String name) {
    String value = query(name);
    try {
      long bytes = Long.parseLong(value);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (NumberFormatException e) {
      // answered below, like a negative number
    }
    throw TainException.of(ErrorCode.REQUEST_MALFORMED, "expected", name + " >= 0", "found", value);
  }

  /// The body, not yet read.
  public InputStream body() {
    return context.bodyInputStream();
  }

  /// Where the answer goes; the status is 200 from the first byte on.
  public OutputStream answer() throws IOException {
    context.contentType("application/octet-stream");
    return context.res().getOutputStream();
  }
}
