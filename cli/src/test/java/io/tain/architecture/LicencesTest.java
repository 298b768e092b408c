package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Every library carries a licence that the project accepts, as its own pom names it.
///
/// Looks at the class path of the topmost module's tests: all that ships, and what tests it.
final class LicencesTest {
  /// How poms name the licences that we accept, by their SPDX identifiers.
  private static final Map<String, Set<String>> ACCEPTED =
      Map.of(
          "Apache-2.0",
          Set.of(
              "Apache-2.0",
              "Apache License 2.0",
              "Apache License, Version 2.0",
              "Apache License Version 2.0",
              "Apache Software License - Version 2.0",
              "The Apache License, Version 2.0",
              "The Apache Software License, Version 2.0",
              "The Apache Software License, version 2.0"),
          "MIT",
          Set.of("MIT", "MIT License", "MIT-License", "The MIT License"),
          "BSD-2-Clause",
          Set.of("BSD-2-Clause", "BSD 2-Clause License"),
          "BSD-3-Clause",
          Set.of(
              // What jzlib's pom says; its LICENSE.txt has the three clauses.
              "BSD",
              "BSD-3-Clause",
              "BSD 3-Clause License",
              "The BSD License",
              "The BSD 3-Clause License"),
          "0BSD",
          Set.of("0BSD"),
          "EPL-1.0",
          Set.of("Eclipse Public License - v 1.0", "EPL-1.0"),
          "EPL-2.0",
          Set.of(
              "EPL 2.0",
              "EPL-2.0",
              "Eclipse Public License - v 2.0",
              "Eclipse Public License - Version 2.0",
              "Eclipse Public License 2.0",
              "Eclipse Public License v2.0",
              "Eclipse Public License v. 2.0"));

  @Test
  void libraries_carryAcceptedLicences_andAreListed() {
    var rows = new TreeMap<String, String>();
    for (Path jar : jars()) {
      LibraryPom pom = LibraryPom.beside(jar);
      List<String> accepted =
          pom.licences().stream()
              .map(LicencesTest::identifier)
              .filter(id -> !id.isEmpty())
              .sorted()
              .toList();
      assertThat(accepted).as("%s: %s", pom.coordinates(), pom.licences()).isNotEmpty();
      rows.put(
          pom.coordinates(),
          "| `%s` | %s | %s |%n"
              .formatted(
                  pom.coordinates(), accepted.getFirst(), String.join("; ", pom.licences())));
    }

    new GeneratedTable("docs/third-party-licences.md", String.join("", rows.values()))
        .assertUpToDate();
  }

  private static List<Path> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(entry -> entry.endsWith(".jar"))
        .map(Path::of)
        .filter(jar -> !jar.startsWith(Project.ROOT))
        .filter(jar -> !jar.getFileName().toString().startsWith("surefire"))
        .distinct()
        .collect(Collectors.toList());
  }

  private static String identifier(String name) {
    return ACCEPTED.entrySet().stream()
        .filter(licence -> licence.getValue().contains(name))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }
}
