package io.tain.cli;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The JSON Schema of a record as commands print it: every field required, no other allowed.
final class RecordSchema {
  private RecordSchema() {}

  static Map<String, Object> of(Class<?> type) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.putAll(object(type));
    return schema;
  }

  private static Map<String, Object> object(Class<?> type) {
    var properties = new LinkedHashMap<String, Object>();
    for (RecordComponent component : type.getRecordComponents()) {
      properties.put(snakeCase(component.getName()), component(component));
    }
    var schema = new LinkedHashMap<String, Object>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", List.copyOf(properties.keySet()));
    schema.put("additionalProperties", false);
    return schema;
  }

  private static Map<String, Object> component(RecordComponent component) {
    Map<String, Object> schema = new LinkedHashMap<>(value(component.getGenericType()));
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      schema.put("type", List.of(String.valueOf(schema.get("type")), "null"));
    }
    return schema;
  }

  private static Map<String, Object> value(Type type) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      return Map.of("type", "object");
    }
    if (type instanceof ParameterizedType list) {
      var array = new LinkedHashMap<String, Object>();
      array.put("type", "array");
      array.put("items", value(list.getActualTypeArguments()[0]));
      return array;
    }
    var kind = (Class<?>) type;
    if (kind.isRecord()) {
      return object(kind);
    }
    return Map.of("type", simple(kind));
  }

  private static String simple(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "String" -> "string";
      case "boolean" -> "boolean";
      case "int", "long" -> "integer";
      case "double", "Double" -> "number";
      default -> throw new IllegalArgumentException(type.getName());
    };
  }

  private static String snakeCase(String name) {
    List<String> words = new ArrayList<>(List.of(name.split("(?=[A-Z])")));
    return String.join("_", words).toLowerCase(Locale.ROOT);
  }
}
