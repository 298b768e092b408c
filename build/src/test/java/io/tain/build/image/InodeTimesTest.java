package io.tain.build.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InodeTimesTest {
  private static final Instant EPOCH = Instant.parse("2026-11-21T00:00:00Z");
  private static final long OFFSET = 1 << 20;

  @TempDir Path directory;

  @Test
  void set_fileSystemOfMke2fs_isSoundAndHasItsModificationTimes() throws Exception {
    Path disk = disk("disk.raw", Instant.parse("2020-02-03T04:05:06.789Z"));

    WriteCounter.reset(disk, OFFSET);
    int inodes = InodeTimes.set(disk, OFFSET, EPOCH.getEpochSecond());

    assertThat(inodes).isGreaterThan(200);
    assertThat(output("e2fsck", "-fn", disk + "?offset=" + OFFSET)).doesNotContain("yes", "Fix");
    assertThat(output("dumpe2fs", "-h", disk + "?offset=" + OFFSET))
        .doesNotContain("Lifetime writes");
    assertThat(output("debugfs", "-R", "stat /old", disk + "?offset=" + OFFSET).lines())
        .filteredOn(line -> line.contains("time:"))
        .hasSize(4)
        .allMatch(line -> line.contains("Mon Feb  3 04:05:06 2020"))
        .allMatch(line -> line.contains(":00000000 "));
    assertThat(output("debugfs", "-R", "stat /new", disk + "?offset=" + OFFSET).lines())
        .filteredOn(line -> line.contains("time:"))
        .allMatch(line -> line.contains("Sat Nov 21 00:00:00 2026"));
  }

  @Test
  void set_sameTreeTwice_givesEqualBytes() throws Exception {
    Path one = disk("one.raw", Instant.parse("2020-02-03T04:05:06Z"));
    Path other = disk("other.raw", Instant.parse("2020-02-03T04:05:06Z"));

    WriteCounter.reset(one, OFFSET);
    WriteCounter.reset(other, OFFSET);
    InodeTimes.set(one, OFFSET, EPOCH.getEpochSecond());
    InodeTimes.set(other, OFFSET, EPOCH.getEpochSecond());

    assertThat(Files.mismatch(one, other)).isEqualTo(-1);
  }

  private Path disk(String name, Instant old) throws Exception {
    Path tree = Files.createDirectories(directory.resolve(name + ".tree"));
    for (int i = 0; i < 200; i++) {
      Files.writeString(tree.resolve("f" + i), "content " + i);
    }
    Files.writeString(tree.resolve("new"), "new");
    Files.setLastModifiedTime(tree.resolve("new"), FileTime.from(EPOCH.plusSeconds(99)));
    Files.setLastModifiedTime(Files.createFile(tree.resolve("old")), FileTime.from(old));
    Path disk = directory.resolve(name);
    try (var file = FileChannel.open(disk, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(java.nio.ByteBuffer.allocate(1), (64 << 20) - 1);
    }
    String uuid = "11111111-2222-8333-8444-555555555555";
    output(
        "mke2fs",
        "-q",
        "-F",
        "-t",
        "ext4",
        "-O",
        "64bit,metadata_csum",
        "-I",
        "256",
        "-U",
        uuid,
        "-d",
        tree.toString(),
        "-E",
        "offset=" + OFFSET + ",hash_seed=" + uuid + ",lazy_itable_init=0,root_owner=0:0",
        disk.toString(),
        "60m");
    return disk;
  }

  private static String output(String... command) throws Exception {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("E2FSPROGS_FAKE_TIME", String.valueOf(EPOCH.getEpochSecond()));
    builder.environment().put("TZ", "UTC");
    builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(output);
    }
    return output;
  }
}
