package io.tain.build.archive;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.Recipe.Suite;
import io.tain.build.sandbox.Sandbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The package sources of a suite, as the machine has them or as the recipe names them.
final class HostSources {
  private static final List<String> POCKETS = List.of("", "-updates", "-security");

  private HostSources() {}

  /// The sources to ask, at least one.
  ///
  /// @throws TainException `host.lacks` when the machine has no source for the suite
  static List<Source> of(Suite suite, Sandbox sandbox) throws IOException {
    Set<Source> sources = new LinkedHashSet<>();
    for (Source source : known(suite, sandbox)) {
      boolean wanted =
          POCKETS.stream().anyMatch(pocket -> source.suite().equals(suite.codename() + pocket));
      if (wanted && suite.components().contains(source.component())) {
        sources.add(source);
      }
    }
    if (sources.isEmpty()) {
      throw TainException.of(
          ErrorCode.HOST_LACKS,
          "what",
          "/etc/apt/sources.list.d: " + suite.codename(),
          "remedy",
          "mirror: https://...");
    }
    return List.copyOf(sources);
  }

  private static List<Source> known(Suite suite, Sandbox sandbox) throws IOException {
    return suite.mirror().equals(Suite.HOST_MIRROR) ? host(sandbox) : named(suite);
  }

  private static List<Source> named(Suite suite) {
    String base = suite.mirror().replaceFirst("/+$", "");
    var sources = new ArrayList<Source>();
    for (String component : suite.components()) {
      sources.add(new Source(base, suite.codename(), component));
      sources.add(new Source(base, suite.codename() + "-updates", component));
      sources.add(new Source(base + "-security", suite.codename() + "-security", component));
    }
    return sources;
  }

  private static List<Source> host(Sandbox sandbox) throws IOException {
    var sources = new ArrayList<Source>();
    sandbox.run(
        List.of(
            "apt-get",
            "indextargets",
            "--format",
            "@ $(REPO_URI) $(RELEASE) $(COMPONENT)",
            "Created-By: Packages"),
        Map.of(),
        line -> add(sources, line));
    return sources;
  }

  private static void add(List<Source> sources, String line) {
    String[] parts = line.split(" ", -1);
    if (parts.length == 4 && parts[0].equals("@")) {
      sources.add(new Source(parts[1].replaceFirst("/+$", ""), parts[2], parts[3]));
    }
  }
}
