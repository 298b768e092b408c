package io.tain.disk;

import io.tain.base.TainException;

/// What is wrong with a disk file: one rule of docs/THREATS.md, and where it is broken.
///
/// @param code the error's code, such as `disk.unsafe`
/// @param rule the rule's id, such as `Q2`; empty when no rule has a name for it
/// @param offset where in the file (for partition tables: on the disk), in bytes
/// @param detail what was expected or found, in the words of the format's specification
public record Violation(String code, String rule, long offset, String detail) {
  /// The facts of a refusal.
  public static Violation of(TainException refusal) {
    var arguments = refusal.arguments();
    return new Violation(
        refusal.code().text(),
        arguments.getOrDefault("rule", ""),
        Long.parseLong(arguments.getOrDefault("offset", "0")),
        detail(refusal));
  }

  private static String detail(TainException refusal) {
    var arguments = refusal.arguments();
    if (arguments.containsKey("detail")) {
      return arguments.get("detail");
    }
    if (arguments.containsKey("feature")) {
      return arguments.get("feature");
    }
    return "expected %s, found %s"
        .formatted(arguments.getOrDefault("expected", ""), arguments.getOrDefault("found", ""));
  }
}
