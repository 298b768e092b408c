package io.tain.build.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The ids that /etc/subuid and /etc/subgid give to users for their own user namespaces.
///
/// Source: subuid(5). A line is `name:first:count`.
final class SubordinateIds {
  private static final List<String> FILES = List.of("subuid", "subgid");
  private static final long FIRST = 100_000;
  private static final long COUNT = 65_536;

  private final Path etc;

  SubordinateIds(Path etc) {
    this.etc = etc;
  }

  /// True when both files have a line for the user.
  boolean has(String user) throws IOException {
    for (String file : FILES) {
      if (lines(file).stream().noneMatch(line -> line.startsWith(user + ":"))) {
        return false;
      }
    }
    return true;
  }

  /// The command that gives the user a range that nobody has: shared ids would let one user of
  /// the machine act on the files of another.
  String command(String user) throws IOException {
    long first = FIRST;
    for (String file : FILES) {
      first = lines(file).stream().mapToLong(SubordinateIds::end).reduce(first, Math::max);
    }
    String range = first + "-" + (first + COUNT - 1);
    return "/usr/sbin/usermod --add-subuids " + range + " --add-subgids " + range + " " + user;
  }

  private static long end(String line) {
    List<Long> numbers =
        Arrays.stream(line.split(":"))
            .skip(1)
            .filter(word -> word.matches("[0-9]{1,10}"))
            .map(Long::parseLong)
            .toList();
    return numbers.size() == 2 ? numbers.getFirst() + numbers.getLast() : 0;
  }

  private List<String> lines(String file) throws IOException {
    Path path = etc.resolve(file);
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path)) {
      return lines.toList();
    }
  }
}
