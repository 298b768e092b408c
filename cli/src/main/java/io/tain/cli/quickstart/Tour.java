package io.tain.cli.quickstart;

import io.tain.api.BuildEvent;
import io.tain.api.Built;
import io.tain.api.Endpoints;
import io.tain.api.InspectionView;
import io.tain.api.InstanceView;
import io.tain.api.PackageList;
import io.tain.api.RunRequest;
import io.tain.api.Stored;
import io.tain.api.VersionDiffView;
import io.tain.base.ByteSize;
import io.tain.base.Home;
import io.tain.cli.context.CommandContext;
import io.tain.cli.image.DiffTable;
import io.tain.cli.image.ImageBuilt;
import io.tain.cli.image.RebuildText;
import io.tain.cli.image.RecipeFolder;
import io.tain.cli.image.RunningBuild;
import io.tain.cli.quickstart.Toured.ExportedCopy;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The steps of the tour, each using what the one before it made.
final class Tour {
  private static final int MEMORY_MIB = 512;
  private static final long WAIT_SECONDS = 300;

  private final CommandContext context;
  private final Home home;
  private final TourPlan plan;
  private final TourReport report;
  private final Interruption interruption;

  Tour(
      CommandContext context,
      Home home,
      TourPlan plan,
      TourReport report,
      Interruption interruption) {
    this.context = context;
    this.home = home;
    this.plan = plan;
    this.report = report;
    this.interruption = interruption;
  }

  /// Runs every step at one server; returns what they did.
  Toured run(ServerClient server) throws IOException, InterruptedException {
    report.heading("quickstart.build", "recipe", plan.recipe());
    Built first = build(server, plan.recipe(), "quickstart.first-cost");
    Optional<Built> second = buildSecond(server);
    Stored newest = second.orElse(first).stored();
    String reference = newest.image() + "@" + newest.version();
    boolean web = inspect(server, first.stored(), second.map(Built::stored));
    InstanceView instance = start(server, reference, web);
    ExportedCopy exported = new ExportProof(home, report).run(server, reference);
    finish(server, instance);
    List<ImageBuilt> versions =
        Stream.concat(Stream.of(first), second.stream()).map(ImageBuilt::of).toList();
    return new Toured(versions, instance, exported, plan.keep(), report.elapsedSeconds());
  }

  private Built build(ServerClient server, Path recipe, String costKey) throws IOException {
    Instant start = context.clock().instant();
    var folder = new RecipeFolder(recipe);
    Built built =
        RunningBuild.follow(server, folder.request("", plan.mode()), new StepLines()::tell);
    folder.keep(built.locks());
    report.stored(built.stored(), costKey);
    if (plan.rebuild()) {
      report.text(new RebuildText(context.messages()).of(built));
    }
    report.line(
        "quickstart.took",
        "seconds",
        TourReport.seconds(Duration.between(start, context.clock().instant())));
    return built;
  }

  private Optional<Built> buildSecond(ServerClient server) throws IOException {
    Optional<Path> recipe = plan.second();
    if (recipe.isEmpty()) {
      return Optional.empty();
    }
    report.heading("quickstart.build-second", "recipe", recipe.get());
    Built built = build(server, recipe.get(), "quickstart.second-cost");
    Stored second = built.stored();
    if (!second.unchanged()) {
      report.line(
          "quickstart.delta",
          "cost",
          ByteSize.text(second.storedBytes()),
          "copy",
          ByteSize.text(second.dataBytes()));
    }
    return Optional.of(built);
  }

  private boolean inspect(ServerClient server, Stored first, Optional<Stored> second)
      throws IOException {
    report.heading("quickstart.inside");
    String reference = first.image() + "@" + first.version();
    Target target = Target.of().query("reference", reference);
    InspectionView inside = server.call(Endpoints.INSPECTION, target);
    inside
        .partitions()
        .forEach(
            p ->
                report.line(
                    "quickstart.partition",
                    "number",
                    p.number(),
                    "size",
                    ByteSize.text(p.sizeBytes()),
                    "type",
                    p.fileSystem(),
                    "label",
                    p.label()));
    report.line("quickstart.system", "system", inside.system(), "count", inside.packageCount());
    PackageList packages = server.call(Endpoints.PACKAGES, target);
    Optional<String> nginx =
        packages.packages().stream()
            .filter(p -> "nginx".equals(p.name()))
            .map(p -> p.version())
            .findFirst();
    nginx.ifPresent(version -> report.line("quickstart.nginx", "version", version));
    if (second.isPresent()) {
      String other = second.get().image() + "@" + second.get().version();
      VersionDiffView diff =
          server.call(Endpoints.DIFF, Target.of().query("from", reference, "to", other));
      report.line("quickstart.diff", "from", reference, "to", other);
      report.text(new DiffTable(context.messages()).of(diff));
    }
    return nginx.isPresent();
  }

  private InstanceView start(ServerClient server, String reference, boolean web)
      throws IOException {
    report.heading("quickstart.start", "version", reference);
    var request =
        new RunRequest(
            reference,
            "",
            MEMORY_MIB,
            web ? List.of("auto:80") : List.of(),
            web ? "http:80" : "serial:login:",
            WAIT_SECONDS);
    InstanceView instance =
        plan.keep()
            ? server.call(Endpoints.RUN, Target.NONE, request).instances().getFirst()
            : new TourInstance(home, server).start(request, interruption);
    double ready = Optional.ofNullable(instance.boot().readySeconds()).orElse(0.0);
    long storedBytes =
        server
            .call(Endpoints.VERSION, Target.of().query("reference", reference))
            .selected()
            .storedBytes();
    report.line(
        "quickstart.ready",
        "instance",
        instance.name(),
        "seconds",
        TourReport.seconds(ready),
        "mode",
        instance.boot().mode(),
        "fetched",
        ByteSize.text(instance.boot().fetchedBytes()),
        "stored",
        ByteSize.text(storedBytes));
    instance.published().forEach(port -> report.text("http://127.0.0.1:" + port.hostPort() + "/"));
    report.fact("quickstart.boot", TourReport.seconds(ready));
    report.fact(
        "quickstart.fetched",
        ByteSize.text(instance.boot().fetchedBytes()) + " / " + ByteSize.text(storedBytes));
    return instance;
  }

  private void finish(ServerClient server, InstanceView instance) throws IOException {
    if (plan.keep()) {
      report.heading("quickstart.kept", "instance", instance.name());
      return;
    }
    report.heading("quickstart.stop", "instance", instance.name());
    server.call(Endpoints.REMOVE_INSTANCE, Target.of(instance.name()));
    report.line("instance.removed", "instance", instance.name());
  }

  /// Tells each step of a build once, when it begins.
  private final class StepLines {
    private final Set<String> told = new HashSet<>();

    void tell(BuildEvent event) {
      if (told.add(event.step())) {
        report.line("build.step." + event.step());
      }
    }
  }
}
