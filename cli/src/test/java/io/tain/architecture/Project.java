package io.tain.architecture;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The files of the project, without what a build leaves behind.
final class Project {
  static final Path ROOT = Path.of(requireNonNull(System.getProperty("tain.root"), "tain.root"));

  private static final Set<String> LEFT_OUT = Set.of("target", ".git", "node_modules", ".idea");
  private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

  private Project() {}

  /// Every file whose path, relative to the project and with slashes, matches the pattern.
  static List<Path> files(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    var found = new ArrayList<Path>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes read) {
              return LEFT_OUT.contains(directory.getFileName().toString())
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes read) {
              if (wanted.matcher(name(file)).matches()) {
                found.add(file);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream().sorted().toList();
  }

  /// The path from the project's root, as messages show it.
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(String name) {
    return read(ROOT.resolve(name));
  }

  /// The Maven modules that hold code.
  static List<String> modules() {
    return MODULE
        .matcher(read("pom.xml"))
        .results()
        .map(match -> match.group(1))
        .filter(module -> !module.equals("dist"))
        .toList();
  }
}
