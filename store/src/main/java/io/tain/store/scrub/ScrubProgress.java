package io.tain.store.scrub;

import io.tain.base.DurableFiles;
import io.tain.store.ScrubLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// How far a scrub came, kept in the cache: without it, a scrub begins anew.
///
/// @param after the last thing that was checked, in the order of a scrub; empty at the beginning
/// @param damaged packs and versions that were found damaged, and are looked at once more
record ScrubProgress(String after, Set<String> damaged) {
  static final ScrubProgress NONE = new ScrubProgress("", Set.of());
  private static final String FIRST_LINE = "tain-scrub 1";

  ScrubProgress {
    damaged = Set.copyOf(damaged);
  }

  static Path file(Path cache, ScrubLevel level) {
    return cache.resolve("scrub-" + level.name().toLowerCase(Locale.ROOT));
  }

  static ScrubProgress load(Path file) throws IOException {
    if (!Files.exists(file)) {
      return NONE;
    }
    List<String> lines =
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    return lines.size() < 2 || !lines.getFirst().equals(FIRST_LINE)
        ? NONE
        : new ScrubProgress(lines.get(1), new TreeSet<>(lines.subList(2, lines.size())));
  }

  void save(Path file, DurableFiles files) throws IOException {
    String text =
        Stream.concat(Stream.of(FIRST_LINE, after), damaged.stream())
            .map(line -> line + "\n")
            .collect(Collectors.joining());
    files.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /// True when a pack or version was not reached yet.
  boolean isNew(String name) {
    return name.compareTo(after) > 0;
  }

  /// True when a pack or version is to be checked: it is next, or was damaged before.
  boolean wants(String name) {
    return isNew(name) || damaged.contains(name);
  }
}
