package io.tain.disk.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.raw.RawDisk;
import io.tain.testkit.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random disks through our writer, through random options of `qemu-img convert`, and back.
final class Qcow2PropertyTest {
  private static final long SEED = Seeds.seed();
  private static final int CASES = 16;

  @TempDir Path directory;

  static IntStream cases() {
    return IntStream.range(0, CASES);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void read_whatOurWriterAndQemuMade_isTheRandomDisk(int number) throws Exception {
    var random = new Random(SEED * CASES + number);
    SparseMemoryDisk disk = randomDisk(random);
    Path ours = directory.resolve("ours.qcow2");
    Path theirs = directory.resolve("theirs.qcow2");

    NewFile.write(new Qcow2Writer(), disk, ours);
    List<String> command = convert(random, ours, theirs);
    ForeignTool.run(command.toArray(String[]::new));

    assertSame(disk, ours, command);
    assertSame(disk, theirs, command);
  }

  private static void assertSame(VirtualDisk expected, Path file, List<String> command)
      throws Exception {
    try (var actual = Qcow2Disk.open(RawDisk.open(file))) {
      var whole = new ByteRange(0, expected.sizeBytes());
      assertThat(actual.sizeBytes()).as("%s", command).isEqualTo(expected.sizeBytes());
      assertThat(actual.bytes(whole).equals(expected.bytes(whole))).as("%s", command).isTrue();
    }
    Files.delete(file);
  }

  private static List<String> convert(Random random, Path from, Path to) {
    boolean isCompressed = random.nextBoolean();
    int clusterBits = 9 + random.nextInt(13);
    var options = new ArrayList<>(List.of("cluster_size=" + (1 << clusterBits)));
    if (random.nextInt(4) == 0) {
      options.add("compat=0.10");
    } else {
      options.add("compression_type=" + (random.nextBoolean() ? "zstd" : "zlib"));
      if (clusterBits >= 14 && random.nextBoolean()) {
        options.add("extended_l2=on");
      }
      options.add("refcount_bits=" + (1 << random.nextInt(7)));
    }
    var command = new ArrayList<>(List.of("qemu-img", "convert", "-f", "qcow2", "-O", "qcow2"));
    if (isCompressed) {
      command.add("-c");
    }
    command.addAll(List.of("-o", String.join(",", options), from.toString(), to.toString()));
    return command;
  }

  private static SparseMemoryDisk randomDisk(Random random) {
    var disk = new SparseMemoryDisk((1 + random.nextInt(24_000)) * 512L);
    for (int i = random.nextInt(20); i > 0; i--) {
      int length = (int) Math.min(1 + random.nextInt(1 << random.nextInt(1, 20)), disk.sizeBytes());
      byte[] content = new byte[length];
      switch (random.nextInt(3)) {
        case 0 -> random.nextBytes(content);
        case 1 -> Arrays.fill(content, (byte) random.nextInt());
        default -> {}
      }
      disk.write(random.nextLong(disk.sizeBytes() - length + 1), content);
    }
    return disk;
  }
}
