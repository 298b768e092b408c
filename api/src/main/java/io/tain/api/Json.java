package io.tain.api;

import java.io.InputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON as the interface and the commands write it: snake case, unknown fields refused.
public final class Json {
  private static final JsonMapper COMPACT =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();
  private static final JsonMapper INDENTED =
      COMPACT.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /// One line.
  public static String write(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  /// Indented, for people and programs that print it.
  public static String writeIndented(Object value) {
    return INDENTED.writeValueAsString(value);
  }

  /// The record that a text holds.
  ///
  /// @throws JacksonException if it is not JSON of that type
  public static <T> T read(String text, Class<T> type) {
    return COMPACT.readValue(text, type);
  }

  /// The record that a stream holds.
  ///
  /// @throws JacksonException if it is not JSON of that type
  public static <T> T read(InputStream in, Class<T> type) {
    return COMPACT.readValue(in, type);
  }
}
