package io.tain.build.image;

import io.tain.build.BuildStep;
import io.tain.build.sandbox.Sandbox;
import io.tain.disk.gpt.EncodedGpt;
import io.tain.disk.gpt.GptWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Makes the raw disk of a root tree, file systems written in place: nothing is copied twice.
public final class DiskAssembly {
  private final Sandbox sandbox;
  private final Path scripts;
  private final DiskPlan plan;
  private final Instant epoch;

  /// An assembly.
  ///
  /// @param scripts the directory that holds `disk.sh` and `mke2fs.conf`
  public DiskAssembly(Sandbox sandbox, Path scripts, DiskPlan plan, Instant epoch) {
    this.sandbox = sandbox;
    this.scripts = scripts;
    this.plan = plan;
    this.epoch = epoch;
  }

  /// Writes the two file systems.
  ///
  /// @param disk a new file
  public Sandbox.Outcome fileSystems(Path root, Path disk, Consumer<String> line)
      throws IOException {
    try (var file =
        FileChannel.open(disk, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      file.write(ByteBuffer.allocate(1), plan.shape().sizeBytes() - 1);
    }
    return sandbox.run(
        List.of("sh", scripts.resolve("disk.sh").toString(), root.toString(), disk.toString()),
        environment(),
        line);
  }

  /// Sets what mke2fs took from the host or from its own run: times, and its count of writes.
  ///
  /// @return how many inodes there are
  public int times(Path disk) throws IOException {
    WriteCounter.reset(disk, plan.root().offset());
    return InodeTimes.set(disk, plan.root().offset(), epoch.getEpochSecond());
  }

  /// Writes the partition table.
  public void table(Path disk) throws IOException {
    EncodedGpt gpt = GptWriter.encode(plan.shape().sizeBytes(), plan.id("disk"), plan.partitions());
    try (var file = FileChannel.open(disk, StandardOpenOption.WRITE)) {
      gpt.writeTo(file);
    }
  }

  /// What the scripts are told about the disk.
  public Map<String, String> environment() {
    String seconds = String.valueOf(epoch.getEpochSecond());
    return Map.ofEntries(
        Map.entry("SOURCE_DATE_EPOCH", seconds),
        Map.entry("E2FSPROGS_FAKE_TIME", seconds),
        Map.entry("MKE2FS_CONFIG", scripts.resolve("mke2fs.conf").toString()),
        Map.entry("MTOOLS_SKIP_CHECK", "1"),
        Map.entry("MTOOLSRC", "/dev/null"),
        Map.entry("SCRATCH", scripts.toString()),
        Map.entry("ESP_SECTOR", String.valueOf(plan.esp().offset() / 512)),
        Map.entry("ESP_KIB", String.valueOf(plan.esp().length() / 1024)),
        Map.entry("ESP_VOLUME", "%08x".formatted(plan.espVolumeId())),
        Map.entry("ESP_ID", plan.id("esp").toString()),
        Map.entry("ROOT_BYTE", String.valueOf(plan.root().offset())),
        Map.entry("ROOT_KIB", String.valueOf(plan.root().length() / 1024)),
        Map.entry("ROOT_ID", plan.id("root").toString()),
        Map.entry("ROOT_UUID", plan.id("root file system").toString()),
        Map.entry("HASH_SEED", plan.id("root directories").toString()),
        Map.entry("COMMAND_LINE", plan.shape().commandLine()),
        Map.entry("MENU_SECONDS", String.valueOf(plan.shape().menuSeconds())));
  }

  /// A step of this assembly begins in the line that a script wrote.
  public static Optional<BuildStep> stepOf(String line) {
    return switch (line) {
      case "@tain esp" -> Optional.of(BuildStep.ESP);
      case "@tain root" -> Optional.of(BuildStep.ROOT);
      case "@tain initramfs" -> Optional.of(BuildStep.INITRAMFS);
      default -> Optional.empty();
    };
  }
}
