package io.tain.disk.lvm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of a description: values and further parts, by their names.
///
/// @param values of each name; a name with one value has a list of one
record Section(Map<String, List<Object>> values, Map<String, Section> sections) {
  Section() {
    this(new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// A number that must be there.
  long number(String name) {
    List<Object> found = list(name);
    if (found.size() == 1 && found.getFirst() instanceof Long number && number >= 0) {
      return number;
    }
    throw Label.malformed(0, "a number " + name, values.get(name) == null ? "none" : "another");
  }

  /// A text that must be there.
  String text(String name) {
    return optionalText(name)
        .orElseThrow(() -> Label.malformed(0, "a text " + name, "none or another"));
  }

  Optional<String> optionalText(String name) {
    List<Object> found = values.getOrDefault(name, List.of());
    return found.size() == 1 && found.getFirst() instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }

  /// All values of a name; none when it is not there.
  List<Object> list(String name) {
    return values.getOrDefault(name, List.of());
  }

  /// A part; an empty one when it is not there.
  Section section(String name) {
    return sections.getOrDefault(name, new Section());
  }
}
