package io.tain.inspect.dpkg;

import io.tain.inspect.InstalledPackage;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// One package of the database: the few fields of its stanza that say what is installed.
///
/// @param fields by name in lower case
/// @param offset where the stanza starts in its file, in bytes
record Stanza(String path, long offset, Map<String, String> fields) {
  static final Set<String> FIELDS =
      Set.of("package", "status", "version", "architecture", "source");

  /// A package in one of these states is configured, or was until its triggers were awaited.
  private static final Set<String> INSTALLED_STATES =
      Set.of("installed", "half-configured", "triggers-awaited", "triggers-pending");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9+._-]{0,255}");
  private static final Pattern VERSION = Pattern.compile("[!-~]{1,255}");

  /// Name and architecture, which a later stanza of the same package has too.
  String identity() {
    return fields.getOrDefault("package", "") + "\0" + fields.getOrDefault("architecture", "");
  }

  /// @param whenSilent the answer for a stanza without a status, which images without dpkg have
  boolean isInstalled(boolean whenSilent) {
    String status = fields.get("status");
    if (status == null) {
      return whenSilent;
    }
    String[] words = status.split("[ \t]+");
    if (words.length != 3) {
      throw malformed("a status of three words", status);
    }
    return words[1].equals("ok") && INSTALLED_STATES.contains(words[2]);
  }

  InstalledPackage toPackage() {
    String name = field("package", NAME, "");
    String version = field("version", VERSION, "");
    String architecture = fields.containsKey("architecture") ? field("architecture", NAME, "") : "";
    String source = fields.getOrDefault("source", name);
    int bracket = source.indexOf('(');
    if (bracket < 0) {
      return new InstalledPackage(
          name, version, architecture, checked("source", source.strip(), NAME), version);
    }
    int end = source.indexOf(')', bracket);
    if (end < 0) {
      throw malformed("a source as name (version)", source);
    }
    return new InstalledPackage(
        name,
        version,
        architecture,
        checked("source", source.substring(0, bracket).strip(), NAME),
        checked("source", source.substring(bracket + 1, end).strip(), VERSION));
  }

  private String field(String field, Pattern pattern, String absent) {
    return checked(field, fields.getOrDefault(field, absent), pattern);
  }

  private String checked(String field, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      throw malformed("a " + field, value);
    }
    return value;
  }

  private RuntimeException malformed(String expected, String found) {
    return DpkgDatabase.malformed(path, offset, expected, found);
  }
}
