package io.tain.disk.lvm;

import io.tain.disk.MalformedDiskException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A part of a description: values and further parts, by their names.
///
/// @param at where it begins, in bytes of the physical volume that it was read from
/// @param values of each name; a name with one value has a list of one
record Section(long at, Map<String, List<Object>> values, Map<String, Section> sections) {
  private static final int MAX_TOLD = 60;

  Section(long at) {
    this(at, new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  /// A number that must be there.
  long number(String name) {
    List<Object> found = list(name);
    if (found.size() == 1 && found.getFirst() instanceof Long number && number >= 0) {
      return number;
    }
    throw malformed("a number " + name, told(name));
  }

  /// A text that must be there.
  String text(String name) {
    return optionalText(name).orElseThrow(() -> malformed("a text " + name, told(name)));
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
    Section found = sections.get(name);
    return found == null ? new Section(at) : found;
  }

  /// The values of a name in the words of the description, short enough to be told.
  String told(String name) {
    String all = values.containsKey(name) ? list(name).toString() : "none";
    return all.length() > MAX_TOLD ? all.substring(0, MAX_TOLD) + "…" : all;
  }

  /// Refuses the description unless this holds of the part.
  void expect(boolean holds, String expected, Object found) {
    if (!holds) {
      throw malformed(expected, found);
    }
  }

  private MalformedDiskException malformed(String expected, Object found) {
    return Label.malformed(at, expected, found);
  }
}
