package io.tain.disk.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.disk.VirtualDiskContract;
import io.tain.disk.copy.NewFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RawDiskTest extends VirtualDiskContract {
  private static final long GIB = 1L << 30;

  @TempDir Path directory;

  @Override
  protected VirtualDisk open(SparseMemoryDisk example) throws Exception {
    Path file = directory.resolve("example.raw");
    NewFile.write(new RawWriter(), example, file);
    return RawDisk.open(file);
  }

  @Test
  void extents_ofASparseFile_areItsDataAndItsHoles() throws Exception {
    Path file = directory.resolve("sparse.raw");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(8192), GIB);
      channel.write(ByteBuffer.allocate(1), 3 * GIB - 1);
    }

    try (var disk = RawDisk.open(file)) {
      assertThat(disk.extents(new ByteRange(0, 3 * GIB)))
          .containsExactly(
              new Extent.Zero(new ByteRange(0, GIB)),
              new Extent.Data(new ByteRange(GIB, 8192)),
              new Extent.Zero(ByteRange.between(GIB + 8192, 3 * GIB - 4096)),
              new Extent.Data(ByteRange.between(3 * GIB - 4096, 3 * GIB)));
      assertThat(disk.extents(new ByteRange(5, 10)))
          .containsExactly(new Extent.Zero(new ByteRange(5, 10)));
    }
  }

  // The end of a run of data is remembered, and must not stand for what is in front of it.
  @Test
  void extents_askedForInAnyOrder_areThoseOfTheFile() throws Exception {
    Path file = directory.resolve("sparse.raw");
    try (var channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(65_536), 0);
      channel.write(ByteBuffer.allocate(65_536), 1 << 20);
    }
    long sizeBytes = (1 << 20) + 65_536;

    try (var disk = RawDisk.open(file)) {
      for (int at : new int[] {(1 << 20) + 40_000, 40_000, (1 << 20) + 10, 10, 70_000}) {
        boolean isData = at < 65_536 || at >= 1 << 20;
        assertThat(disk.extents(new ByteRange(at, 100)))
            .containsExactly(
                isData
                    ? new Extent.Data(new ByteRange(at, 100))
                    : new Extent.Zero(new ByteRange(at, 100)));
      }
      assertThat(disk.extents(new ByteRange(0, sizeBytes)))
          .containsExactly(
              new Extent.Data(new ByteRange(0, 65_536)),
              new Extent.Zero(ByteRange.between(65_536, 1 << 20)),
              new Extent.Data(ByteRange.between(1 << 20, sizeBytes)));
    }
  }

  // Where none may be made, that is what `losetup` says.
  @Test
  void extents_ofABlockDevice_areData() throws Exception {
    Path file = Files.write(directory.resolve("device.raw"), new byte[1 << 20]);
    var made = ForeignTool.runAny("losetup", "--find", "--show", file.toString());
    if (made.exitCode() != 0) {
      assertThat(made.output()).contains("losetup: ");
      return;
    }
    String device = made.output().strip();

    try (var disk = RawDisk.open(Path.of(device))) {
      assertThat(disk.extents(new ByteRange(0, 1 << 20)))
          .containsExactly(new Extent.Data(new ByteRange(0, 1 << 20)));
    } finally {
      ForeignTool.run("losetup", "--detach", device);
    }
  }

  @Test
  void open_nameWithOtherScripts_findsHolesToo() throws Exception {
    Path file = directory.resolve("镜像.raw");
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(GIB);
    }

    try (var disk = RawDisk.open(file)) {
      assertThat(disk.extents(new ByteRange(0, GIB)))
          .containsExactly(new Extent.Zero(new ByteRange(0, GIB)));
    }
  }

  @Test
  void open_fileReplacedAfterwards_keepsReadingTheOldOne() throws Exception {
    Path file = directory.resolve("disk.raw");
    Files.write(file, new byte[] {1, 2, 3});

    try (var disk = RawDisk.open(file)) {
      Files.delete(file);
      Files.write(file, new byte[] {9, 9, 9});

      assertThat(content(disk, 0, 3)).containsExactly(1, 2, 3);
      assertThat(disk.extents(new ByteRange(0, 3)))
          .isEqualTo(List.of(new Extent.Data(new ByteRange(0, 3))));
    }
  }

  @Test
  void read_fileCutOffAfterwards_isAnIoError() throws Exception {
    Path file = directory.resolve("disk.raw");
    Files.write(file, new byte[10_000]);

    try (var disk = RawDisk.open(file)) {
      Files.write(file, new byte[10], StandardOpenOption.TRUNCATE_EXISTING);

      assertThatThrownBy(() -> disk.read(5000, ByteBuffer.allocate(10)))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void open_directoryOrPipe_isNoDisk() throws Exception {
    Path pipe = directory.resolve("pipe");
    ForeignTool.run("mkfifo", pipe.toString());

    for (Path file : List.of(pipe, directory)) {
      assertThatThrownBy(() -> RawDisk.open(file))
          .isInstanceOfSatisfying(
              TainException.class,
              error -> assertThat(error.code()).isEqualTo(ErrorCode.FILE_NOT_A_DISK));
    }
  }

  // A gibibyte after the other would take years.
  @Test
  void countDataBytes_ofAFileThatIsAlmostOnlyAHole_isFoundAtOnce() throws Exception {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "tain-sparse-", ".raw");
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(7L << 60);
      access.seek(1L << 60);
      access.write(1);

      try (var disk = RawDisk.open(file)) {
        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), disk::countDataBytes))
            .isEqualTo(4096);
      }
    } finally {
      Files.delete(file);
    }
  }

  // What the name meant when its type was looked at may be something else when it is opened.
  @Test
  void open_nameThatBecomesAPipe_neverWaits() throws Exception {
    Path pipe = directory.resolve("pipe");
    Path file = Files.write(directory.resolve("file"), new byte[1]);
    Path name = directory.resolve("name");
    ForeignTool.run("mkfifo", pipe.toString());
    Files.createSymbolicLink(name, file);
    var isDone = new AtomicBoolean();
    Thread changer = Thread.ofPlatform().daemon().start(() -> change(name, pipe, file, isDone));

    try {
      assertTimeoutPreemptively(Duration.ofSeconds(30), () -> openOften(name));
    } finally {
      isDone.set(true);
      changer.join();
    }
  }

  private static void change(Path name, Path pipe, Path file, AtomicBoolean isDone) {
    Path next = name.resolveSibling("next");
    try {
      for (int i = 0; !isDone.get(); i++) {
        Files.createSymbolicLink(next, i % 2 == 0 ? pipe : file);
        Files.move(next, name, StandardCopyOption.ATOMIC_MOVE);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void openOften(Path name) throws IOException {
    for (int i = 0; i < 3000; i++) {
      try (var disk = RawDisk.open(name)) {
        assertThat(disk.sizeBytes()).isEqualTo(1);
      } catch (TainException refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_NOT_A_DISK);
      }
    }
  }

  @Test
  void open_missingFile_isAnIoError() {
    assertThatThrownBy(() -> RawDisk.open(directory.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
