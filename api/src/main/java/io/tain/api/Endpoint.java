package io.tain.api;

/// One operation of the interface: its method, its path and what it takes and gives.
///
/// @param path with `{name}` for its variables
/// @param request the type of the JSON body; `Void` for none, `byte[]` for a stream
/// @param response likewise
/// @param action what an event about it is called; empty when it changes nothing
public record Endpoint<Q, R>(
    Method method, String path, Class<Q> request, Class<R> response, String action) {

  /// The path with its variables filled in, in order, each already safe for a URL.
  public String path(String... values) {
    String filled = path;
    for (String value : values) {
      filled = filled.replaceFirst("\\{[a-z]+}", value);
    }
    return filled;
  }

  /// The HTTP methods that the interface uses.
  public enum Method {
    GET,
    POST,
    PUT,
    DELETE
  }
}
