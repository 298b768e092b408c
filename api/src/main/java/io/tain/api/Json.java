package io.tain.api;

import com.fasterxml.jackson.annotation.Nulls;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamReadException;
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

  /// What strangers send: a field that is absent or null is refused, within lists and maps too.
  private static final JsonMapper REQUESTS =
      COMPACT
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultNullHandling(nulls -> nulls.withContentNulls(Nulls.FAIL))
          .build();

  private Json() {}

  /// One line.
  public static String write(Object value) {
    return COMPACT.writeValueAsString(value);
  }

  /// Indented, for people and programs that print it.
  public static String writeIndented(Object value) {
    return INDENTED.writeValueAsString(value);
  }

  /// Writes an object whose last field is a list, indented as [#writeIndented] does, without
  /// holding the list.
  ///
  /// @param fields that come before the list, in order
  /// @param list the field's name
  /// @param items shows the list's items, one after the other
  /// @throws IOException as `items` does
  public static void writeIndented(Writer out, Map<String, String> fields, String list, Items items)
      throws IOException {
    JsonGenerator json = INDENTED.writer().createGenerator(out);
    json.writeStartObject();
    fields.forEach(json::writeStringProperty);
    json.writeArrayPropertyStart(list);
    items.show(json::writePOJO);
    json.writeEndArray();
    json.writeEndObject();
    json.flush();
  }

  /// The record that a text holds.
  ///
  /// @throws JacksonException if it is not JSON of that type
  public static <T> T read(String text, Class<T> type) {
    return COMPACT.readValue(text, type);
  }

  /// The record of a request, which has every field: no request knows an optional one.
  ///
  /// @throws JacksonException if it is not JSON of that type, or lacks a field
  public static <T> T readRequest(String text, Class<T> type) {
    T request = REQUESTS.readValue(text, type);
    if (request == null) {
      throw new StreamReadException("null in place of a record");
    }
    return request;
  }

  /// The record that a stream holds.
  ///
  /// @throws JacksonException if it is not JSON of that type
  public static <T> T read(InputStream in, Class<T> type) {
    return COMPACT.readValue(in, type);
  }

  /// The items of a list.
  @FunctionalInterface
  public interface Items {
    /// Shows each of them.
    void show(Consumer<Object> item) throws IOException;
  }
}
