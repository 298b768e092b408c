package io.tain.client.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What a call is about: the variables of the path and the query.
public final class Target {
  /// An endpoint whose path has no variable, without a query.
  public static final Target NONE = new Target(new String[0], "");

  private final String[] variables;
  private final String queryString;

  private Target(String[] variables, String queryString) {
    this.variables = variables;
    this.queryString = queryString;
  }

  /// The variables of the path, in order.
  public static Target of(String... variables) {
    return new Target(Arrays.stream(variables).map(Target::encoded).toArray(String[]::new), "");
  }

  /// The same with a query: name, value, name, value and so on.
  public Target query(Object... namesAndValues) {
    String query =
        IntStream.range(0, namesAndValues.length / 2)
            .mapToObj(
                i -> namesAndValues[2 * i] + "=" + encoded(namesAndValues[2 * i + 1].toString()))
            .collect(Collectors.joining("&", "?", ""));
    return new Target(variables, query);
  }

  String[] variables() {
    return variables.clone();
  }

  String queryString() {
    return queryString;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
