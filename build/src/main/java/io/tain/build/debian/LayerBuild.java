package io.tain.build.debian;

import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import io.tain.build.Recipe;
import io.tain.build.image.DiskAssembly;
import io.tain.build.sandbox.Sandbox;
import io.tain.build.sandbox.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Installs one layer of a plan into a root tree, with mmdebstrap.
final class LayerBuild {
  private final Sandbox sandbox;
  private final Workspace work;
  private final Plan plan;
  private final DiskAssembly assembly;
  private final int index;

  LayerBuild(Sandbox sandbox, Workspace work, Plan plan, DiskAssembly assembly, int index) {
    this.sandbox = sandbox;
    this.work = work;
    this.plan = plan;
    this.assembly = assembly;
    this.index = index;
  }

  /// Runs it.
  ///
  /// @param line receives what the tools print
  Outcome run(Consumer<String> line) throws IOException {
    prepare();
    if (index > 0) {
      // mmdebstrap copies the host's over it, and a link of the tree may lead nowhere.
      sandbox.run(List.of("rm", "-f", work.root().resolve("etc/resolv.conf").toString()));
    }
    Map<String, String> environment = new HashMap<>(assembly.environment());
    String epoch = String.valueOf(plan.lock().layers().get(index).epoch().getEpochSecond());
    environment.put("SOURCE_DATE_EPOCH", epoch);
    environment.put("IMAGE", plan.recipe().name().text());
    environment.put("TMPDIR", work.temporary().toString());
    Outcome installed = sandbox.run(command(), environment, line);
    if (!installed.succeeded()) {
      return installed;
    }
    return sandbox.run(
        List.of("sh", work.script("clean.sh"), work.root().toString()), environment, line);
  }

  private void prepare() throws IOException {
    Recipe.Layer layer = plan.recipe().layers().get(index);
    Files.createDirectories(work.files());
    var list = new ArrayList<String>();
    for (int i = 0; i < layer.files().size(); i++) {
      Recipe.File file = layer.files().get(i);
      String number = "%d-%d".formatted(index, i);
      Files.writeString(work.files().resolve(number), file.content());
      list.add("%s %s %s %s".formatted(number, file.mode(), file.owner(), file.path()));
    }
    Files.write(work.file("files.list"), list);
    var services = new ArrayList<String>();
    layer.services().enable().forEach(unit -> services.add("enable " + unit));
    layer.services().disable().forEach(unit -> services.add("disable " + unit));
    layer.services().mask().forEach(unit -> services.add("mask " + unit));
    Files.write(work.file("services.list"), services);
    Set<String> asked = new HashSet<>(layer.packages());
    Files.write(
        work.file("automatic"),
        plan.lock().layers().get(index).packages().stream()
            .map(LockedPackage::name)
            .filter(name -> !asked.contains(name))
            .toList());
  }

  private List<String> command() {
    boolean first = index == 0;
    var command =
        new ArrayList<String>(
            List.of(
                "mmdebstrap",
                "--verbose",
                "--mode=root",
                "--format=directory",
                "--variant=" + (first ? "essential" : "custom"),
                "--architectures=" + plan.recipe().suite().architecture(),
                "--aptopt=APT::Install-Recommends \"false\"",
                "--aptopt=APT::Sandbox::User \"root\"",
                "--aptopt=Acquire::Check-Date \"false\"",
                "--dpkgopt=force-unsafe-io",
                "--dpkgopt=force-confdef",
                "--dpkgopt=force-confold",
                "--" + (first ? "essential" : "setup") + "-hook=" + hook("begin.sh"),
                "--customize-hook=" + hook("finish.sh")));
    if (!first) {
      command.add("--skip=check/empty");
    }
    command.add("--include=" + packages());
    command.add(plan.recipe().suite().codename());
    command.add(work.root().toString());
    command.add("deb [trusted=yes] copy:" + work.archive().toUri().getRawPath() + " ./");
    return command;
  }

  private String packages() {
    return plan.lock().layers().get(index).packages().stream()
        .map(LockedPackage::name)
        .collect(Collectors.joining(","));
  }

  private String hook(String script) {
    return "sh %s \"$1\" %s".formatted(quoted(work.script(script)), quoted(work.directory()));
  }

  private static String quoted(Object path) {
    return "'" + path.toString().replace("'", "'\\''") + "'";
  }
}
