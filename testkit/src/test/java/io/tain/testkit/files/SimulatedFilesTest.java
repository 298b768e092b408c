package io.tain.testkit.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.local.FileOperations.OpenFile;
import io.tain.base.local.LocalDurableFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulatedFilesTest {
  @TempDir private Path parent;
  private Path root;

  @BeforeEach
  void makeRoot() throws IOException {
    root = Files.createDirectory(parent.resolve("root"));
  }

  @Test
  void steps_ofARun_areNamedInTheirOrder() throws IOException {
    try (var files = files(FileFault.KILLED, 0)) {
      put(files, "packs", "one");
      files.delete(root.resolve("packs"));

      assertThat(files.steps().stream().map(FileStep::toString))
          .containsExactly(
              "1 create packs.tmp",
              "2 write packs.tmp",
              "3 sync packs.tmp",
              "4 rename packs",
              "5 sync directory of root",
              "6 delete packs");
    }
  }

  @Test
  void steps_ofADurableFile_areNamedByItsTarget() throws IOException {
    try (var files = files(FileFault.KILLED, 0)) {
      new LocalDurableFiles(files).write(root.resolve("config.yaml"), new byte[1]);

      assertThat(files.steps().stream().map(FileStep::role).distinct())
          .containsExactly("config.yaml", "root");
    }
  }

  @Test
  void killed_leavesWhatWasDone() throws IOException {
    try (var files = files(FileFault.KILLED, 2)) {
      assertThatThrownBy(() -> put(files, "a", "one")).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a.tmp"))).isEqualTo("one");
  }

  @Test
  void writeLost_leavesWhatWasBefore() throws IOException {
    try (var files = files(FileFault.WRITE_LOST, 2)) {
      assertThatThrownBy(() -> put(files, "a", "one")).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a.tmp"))).isEmpty();
  }

  @Test
  void writeTorn_leavesHalf() throws IOException {
    try (var files = files(FileFault.WRITE_TORN, 2)) {
      assertThatThrownBy(() -> put(files, "a", "abcd")).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a.tmp"))).isEqualTo("ab");
  }

  @Test
  void unsyncedLost_renameWithoutDirectorySync_bringsTheOldFileBack() throws IOException {
    Files.writeString(root.resolve("a"), "old");
    try (var files = files(FileFault.UNSYNCED_LOST, 4)) {
      assertThatThrownBy(() -> put(files, "a", "new")).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a"))).isEqualTo("old");
    assertThat(root.resolve("a.tmp")).doesNotExist();
  }

  @Test
  void unsyncedLost_afterDirectorySync_keepsTheNewFile() throws IOException {
    Files.writeString(root.resolve("a"), "old");
    try (var files = files(FileFault.UNSYNCED_LOST, 5)) {
      assertThatThrownBy(() -> put(files, "a", "new")).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a"))).isEqualTo("new");
  }

  @Test
  void unsyncedLost_bytesWithoutSync_areGone() throws IOException {
    try (var files = files(FileFault.UNSYNCED_LOST, 4)) {
      OpenFile file = files.create(root.resolve("log"));
      files.syncDirectory(root);
      file.write(text("one"));
      assertThatThrownBy(() -> file.write(text("two"))).isInstanceOf(SimulatedCrash.class);
      file.close();
    }
    assertThat(Files.readString(root.resolve("log"))).isEmpty();
  }

  @Test
  void unsyncedLost_deleteWithoutDirectorySync_bringsTheFileBack() throws IOException {
    Files.writeString(root.resolve("a"), "old");
    try (var files = files(FileFault.UNSYNCED_LOST, 1)) {
      assertThatThrownBy(() -> files.delete(root.resolve("a"))).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(Files.readString(root.resolve("a"))).isEqualTo("old");
  }

  @Test
  void unsyncedLost_newDirectoryWithoutSyncOfItsParent_isGoneWithItsFiles() throws IOException {
    Path directory = root.resolve("d");
    try (var files = files(FileFault.UNSYNCED_LOST, 3)) {
      files.createDirectory(directory);
      files.create(directory.resolve("a")).close();
      assertThatThrownBy(() -> files.syncDirectory(directory)).isInstanceOf(SimulatedCrash.class);
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void afterACrash_everyStepCrashes() throws IOException {
    try (var files = files(FileFault.KILLED, 1)) {
      assertThatThrownBy(() -> put(files, "a", "one")).isInstanceOf(SimulatedCrash.class);
      assertThatThrownBy(() -> files.delete(root.resolve("a.tmp")))
          .isInstanceOf(SimulatedCrash.class);
    }
    assertThat(root.resolve("a.tmp")).exists();
  }

  @Test
  void failed_isReportedAndNotDone_andTheProcessGoesOn() throws IOException {
    try (var files = files(FileFault.FAILED, 4)) {
      assertThatThrownBy(() -> put(files, "a", "one")).isInstanceOf(IOException.class);
      files.delete(root.resolve("a.tmp"));
    }
    assertThat(root).isEmptyDirectory();
  }

  @Test
  void landed_isReportedAsFailedAndDone() throws IOException {
    try (var files = files(FileFault.LANDED, 4)) {
      assertThatThrownBy(() -> put(files, "a", "one")).isInstanceOf(IOException.class);
    }
    assertThat(Files.readString(root.resolve("a"))).isEqualTo("one");
  }

  private SimulatedFiles files(FileFault fault, int step) throws IOException {
    return new SimulatedFiles(root, FilePlan.undisturbed().with(fault, step));
  }

  private void put(SimulatedFiles files, String name, String content) throws IOException {
    Path temporary = root.resolve(name + ".tmp");
    try (OpenFile file = files.create(temporary)) {
      file.write(text(content));
      file.sync();
    }
    files.rename(temporary, root.resolve(name));
    files.syncDirectory(root);
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
