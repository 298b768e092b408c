package io.tain.build.recipe;

import io.tain.build.Recipe;
import io.tain.build.Recipe.Services;
import io.tain.build.yaml.YamlSection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The sections `files` and `services` of a recipe.
final class FilesReader {
  private static final Predicate<String> PATH =
      Grammar.matching("(/(?!\\.{1,2}(/|$))[A-Za-z0-9._@:+,=~-]{1,255}){1,40}");
  private static final Predicate<String> MODE = Grammar.matching("[0-7]{3,4}");
  private static final Predicate<String> OWNER =
      Grammar.matching("[a-z_][a-z0-9_-]{0,31}:[a-z_][a-z0-9_-]{0,31}");
  private static final Predicate<String> UNIT =
      Grammar.matching(
          "[A-Za-z0-9:_.@\\\\-]{1,200}\\."
              + "(service|socket|timer|target|path|mount|automount|swap|slice|scope|device)");

  private FilesReader() {}

  static List<Recipe.File> files(YamlSection recipe) {
    var files = new ArrayList<Recipe.File>();
    Set<String> paths = new HashSet<>();
    for (YamlSection file : recipe.sections("files")) {
      file.allow("path | mode | owner | content");
      String path = file.requiredText("path", PATH, "/etc/...");
      if (!paths.add(path)) {
        throw file.wrong("path", path + " once", path + " twice");
      }
      files.add(
          new Recipe.File(
              path,
              file.text("mode", MODE, "\"0644\"").orElse("0644"),
              file.text("owner", OWNER, "root:root").orElse("root:root"),
              file.requiredText("content", text -> text.indexOf('\0') < 0, "text")));
    }
    return List.copyOf(files);
  }

  static Services services(YamlSection recipe) {
    Optional<YamlSection> section = recipe.section("services");
    if (section.isEmpty()) {
      return Services.NONE;
    }
    var services =
        new Services(
            section.get().texts("enable", UNIT, "NAME.service"),
            section.get().texts("disable", UNIT, "NAME.service"),
            section.get().texts("mask", UNIT, "NAME.service"));
    section.get().end("enable | disable | mask");
    return services;
  }
}
