package io.tain.build.recipe;

import io.tain.build.Recipe.DiskShape;
import io.tain.build.yaml.YamlSection;
import java.util.Optional;
import java.util.function.Predicate;

/// The sections `disk` and `boot` of a recipe.
final class ShapeReader {
  private static final long MIB = 1 << 20;
  private static final long LEAST_BYTES = 512 * MIB;
  private static final long MOST_BYTES = 16L << 40;
  private static final Predicate<String> SIZE = Grammar.matching("[1-9][0-9]{0,6} ?(MiB|GiB|TiB)");
  private static final Predicate<String> COMMAND_LINE = Grammar.matching("[ -~]{0,1000}");
  private static final Predicate<String> SECONDS = Grammar.matching("[0-9]{1,3}");

  private ShapeReader() {}

  static DiskShape read(YamlSection recipe, DiskShape inherited) {
    long sizeBytes =
        recipe.section("disk").flatMap(ShapeReader::size).orElse(inherited.sizeBytes());
    Optional<YamlSection> boot = recipe.section("boot");
    if (boot.isEmpty()) {
      return new DiskShape(sizeBytes, inherited.commandLine(), inherited.menuSeconds());
    }
    String commandLine =
        boot.get().text("command-line", COMMAND_LINE, "ASCII").orElse(inherited.commandLine());
    String seconds =
        boot.get()
            .text("menu-seconds", SECONDS, "0-999")
            .orElse(String.valueOf(inherited.menuSeconds()));
    boot.get().end("command-line | menu-seconds");
    return new DiskShape(sizeBytes, commandLine, Integer.parseInt(seconds));
  }

  private static Optional<Long> size(YamlSection disk) {
    disk.text("firmware", "uefi"::equals, "uefi");
    Optional<Long> size = disk.text("size", SIZE, "3 GiB").map(text -> bytes(disk, text));
    disk.end("size | firmware");
    return size;
  }

  private static long bytes(YamlSection disk, String text) {
    long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
    long unit =
        switch (text.charAt(text.length() - 3)) {
          case 'M' -> MIB;
          case 'G' -> MIB << 10;
          default -> MIB << 20;
        };
    if (number * unit < LEAST_BYTES || number * unit > MOST_BYTES) {
      throw disk.wrong("size", "512 MiB ... 16 TiB", text);
    }
    return number * unit;
  }
}
