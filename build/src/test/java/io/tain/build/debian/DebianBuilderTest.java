package io.tain.build.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.LocalDurableFiles;
import io.tain.build.BuildProgress;
import io.tain.build.BuildSources;
import io.tain.build.BuildStep;
import io.tain.build.Builder.Resolution;
import io.tain.build.Builder.StageUse;
import io.tain.build.BuiltDisk;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real builds of the smallest tree that Debian allows, without a kernel.
@Tag("slow")
final class DebianBuilderTest {
  private static final String LEAST =
      """
      name: least
      suite: bookworm
      files: [{path: /etc/motd, content: "hello\\n", mode: "0640", owner: "root:adm"}]
      disk: {size: 1 GiB}
      """;
  private static final String MORE = "extends: least.yaml\npackages: [less]\n";
  private static final long ROOT = 273L << 20;

  @TempDir Path directory;

  @Test
  void build_twiceFromOneLock_givesEqualBytesAndSoundFileSystems() throws Exception {
    var builder = builder();
    var steps = new ArrayList<BuildStep>();
    Plan plan = builder.plan(sources("least.yaml", Map.of()), Resolution.KEEP, _ -> {});

    BuiltDisk one =
        builder.build(
            plan,
            directory.resolve("one.raw"),
            StageUse.FRESH,
            progress -> {
              if (progress instanceof BuildProgress.Ended ended) {
                steps.add(ended.step());
              }
            });
    BuiltDisk other =
        builder.build(
            again(builder, plan), directory.resolve("other.raw"), StageUse.FRESH, _ -> {});

    assertThat(Files.mismatch(one.raw(), other.raw())).isEqualTo(-1);
    assertThat(steps).contains(BuildStep.DOWNLOAD, BuildStep.BOOTSTRAP, BuildStep.TABLE);
    assertThat(one.provenance().materials()).hasSize((int) plan.lock().packages().count());
    assertSound(one.raw());
    assertThat(output("debugfs", "-R", "stat /etc/motd", one.raw() + "?offset=" + ROOT))
        .contains("Mode:  0640", "Group:     4");

    Plan more =
        builder.plan(
            sources("more.yaml", Map.of("least.lock.yaml", plan.lockText())),
            Resolution.KEEP,
            _ -> {});
    BuiltDisk added = builder.build(more, directory.resolve("more.raw"), StageUse.CACHED, _ -> {});
    BuiltDisk fromNothing =
        builder.build(more, directory.resolve("nothing.raw"), StageUse.FRESH, _ -> {});

    assertThat(more.lock().layers().getLast().packages().stream().map(LockedPackage::name))
        .containsExactly("less");
    assertThat(added.provenance().stages()).hasSize(1);
    assertThat(Files.mismatch(added.raw(), fromNothing.raw())).isEqualTo(-1);
    assertThat(directory.resolve("a 'cache'/work")).doesNotExist();
  }

  @Test
  void build_afterAPowerFailure_replacesWhatWasDamagedInTheCache() throws IOException {
    var builder = builder();
    Plan plan = builder.plan(sources("least.yaml", Map.of()), Resolution.KEEP, _ -> {});
    BuiltDisk one = builder.build(plan, directory.resolve("one"), StageUse.CACHED, _ -> {});
    damage("deb", ".deb");
    damage("deb", ".control");
    damage("stages", ".tar.zst");

    BuiltDisk other = builder.build(plan, directory.resolve("other"), StageUse.CACHED, _ -> {});

    assertThat(other.provenance().stages()).isEmpty();
    assertThat(Files.mismatch(one.raw(), other.raw())).isEqualTo(-1);
  }

  @Test
  void plan_packageThatNoSourceHas_isUnavailable() {
    String recipe = LEAST + "packages: [no-such-package-x]\n";
    var sources = new BuildSources(Map.of("a.yaml", recipe), "a.yaml", Map.of());

    assertThatThrownBy(() -> builder().plan(sources, Resolution.KEEP, _ -> {}))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.PACKAGE_UNAVAILABLE);
              assertThat(error.arguments()).containsEntry("package", "no-such-package-x");
            });
  }

  @Test
  void build_lockWithAPackageThatIsGone_isUnavailableAndNamesIt() throws IOException {
    var builder = builder();
    Plan plan = builder.plan(sources("least.yaml", Map.of()), Resolution.KEEP, _ -> {});
    String gone = plan.lockText().replaceFirst("/bash_[^\"]*_amd64", "/bash_0.0-1_amd64");
    Plan stale = builder.plan(locked(gone), Resolution.KEEP, _ -> {});

    assertThatThrownBy(() -> builder.build(stale, directory.resolve("x"), StageUse.CACHED, _ -> {}))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.PACKAGE_UNAVAILABLE);
              assertThat(error.arguments()).containsEntry("package", "bash");
            });
    assertThat(directory.resolve("x")).doesNotExist();
    assertThat(directory.resolve("x.unfinished")).doesNotExist();
  }

  @Test
  void build_lockWithAnotherDigest_isMismatch() throws IOException {
    var builder = builder();
    Plan plan = builder.plan(sources("least.yaml", Map.of()), Resolution.KEEP, _ -> {});
    String bash =
        plan.lock()
            .packages()
            .filter(item -> item.name().equals("bash"))
            .findFirst()
            .orElseThrow()
            .sha256()
            .hex();
    Plan wrong =
        builder.plan(
            locked(plan.lockText().replace(bash, "0".repeat(64))), Resolution.KEEP, _ -> {});

    assertThatThrownBy(() -> builder.build(wrong, directory.resolve("x"), StageUse.CACHED, _ -> {}))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.DIGEST_MISMATCH));
  }

  private Plan again(DebianBuilder builder, Plan plan) throws IOException {
    Plan again = builder.plan(locked(plan.lockText()), Resolution.KEEP, _ -> {});
    assertThat(again.resolved()).isFalse();
    assertThat(again.key()).isEqualTo(plan.key());
    return again;
  }

  private static BuildSources locked(String lock) {
    return sources("least.yaml", Map.of("least.lock.yaml", lock));
  }

  private static BuildSources sources(String recipe, Map<String, String> locks) {
    return new BuildSources(Map.of("least.yaml", LEAST, "more.yaml", MORE), recipe, locks);
  }

  private DebianBuilder builder() {
    return new DebianBuilder(
        directory.resolve("a 'cache'"), new LocalDurableFiles(), InstantSource.system());
  }

  private void damage(String part, String suffix) throws IOException {
    try (var files = Files.list(directory.resolve("a 'cache'").resolve(part))) {
      Path first = files.filter(file -> file.toString().endsWith(suffix)).findFirst().orElseThrow();
      Files.delete(first);
      Files.createFile(first);
    }
  }

  private void assertSound(Path raw) throws Exception {
    assertThat(output("e2fsck", "-fn", raw + "?offset=" + ROOT)).doesNotContain("Fix");
    assertThat(output("sgdisk", "-v", raw.toString())).contains("No problems found");
    Path esp = directory.resolve("esp.img");
    output(
        "dd",
        "if=" + raw,
        "of=" + esp,
        "bs=1M",
        "skip=1",
        "count=272",
        "conv=sparse",
        "status=none");
    assertThat(output("fsck.vfat", "-nv", esp.toString())).contains("4096 bytes per cluster");
  }

  private static String output(String... command) throws Exception {
    var builder = new ProcessBuilder(List.of(command)).redirectErrorStream(true);
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + output);
    }
    return output;
  }
}
