package io.tain.disk.vmdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskWriter;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.copy.NewFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files made to cost more than they should, or to show one thing and give another.
final class VmdkHostileTest {
  private static final int GRAIN_BYTES = 64 << 10;

  @TempDir Path directory;

  // A pattern that tries every way to share blanks out takes the square of their number.
  @Test
  void v2_lineOfBlanks_isJudgedInTheTimeOfItsLength() {
    ByteBuffer text = ascii("a=" + " ".repeat(300_000) + "\"\0");

    List<TainException> refusals =
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> Descriptor.refusals(text, 512));

    assertThat(refusals).isNotEmpty();
  }

  @Test
  void v2_manyWrongLines_areNotAllTold() {
    List<TainException> refusals = Descriptor.refusals(ascii("x\n".repeat(1 << 19)), 512);

    assertThat(refusals).hasSizeBetween(1, 16);
  }

  @Test
  void v2_descriptorWithoutAnEnd_isMalformed() throws Exception {
    byte[] file = sparse();
    int end = 21 * 512;
    for (int i = 512 + text(file).length(); i < end; i++) {
      file[i] = '\n';
    }

    assertRefused(file, "disk.malformed", "V2", "ends with NUL");
  }

  @Test
  void v3_extentThatAProgramWouldTakeForAnAddress_isUnsafe() throws Exception {
    for (String name : List.of("nbd:host:1", "json:{1}", "fd:23456")) {
      byte[] file = sparse();
      replace(file, "disk.vmdk", name);

      assertRefused(file, "disk.unsafe", "V3", "an extent in another place");
    }
  }

  @Test
  void v3_extentWithoutAName_isMalformed() throws Exception {
    byte[] file = sparse();
    replace(file, "\"disk.vmdk\"", "disk.vmdk  ");

    assertRefused(file, "disk.malformed", "V3", "the name of an extent");
  }

  @Test
  void v5_footerOfAnotherSize_isMalformed() throws Exception {
    byte[] file = stream();
    file[file.length - 1012] ^= 1;

    assertRefused(file, "disk.malformed", "V5", "a footer that agrees");
  }

  @Test
  void v6_twoEntriesOfOneStoredGrain_areMalformed() throws Exception {
    byte[] file = sparse();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = table(bytes, (int) bytes.getLong(56));
    bytes.putInt(table + 4, bytes.getInt(table));

    assertThatThrownBy(() -> new VmdkContainer().open(SparseMemoryDisk.of(file)))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("only one grain");
  }

  @Test
  void v6_fileThatEndsInsideAGrain_isMalformed() throws Exception {
    byte[] file = sparse();
    byte[] cut = Arrays.copyOf(file, file.length - 512);

    assertThatThrownBy(() -> new VmdkContainer().open(SparseMemoryDisk.of(cut)))
        .isInstanceOf(MalformedDiskException.class)
        .hasMessageContaining("a grain inside the file");
  }

  // The grain says which one it is: that it was decompressed for another place is no proof.
  @Test
  void v6_twoEntriesOfOneCompressedGrain_areMalformed() throws Exception {
    byte[] file = stream();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    int table = table(bytes, (int) bytes.getLong(file.length - 1024 + 56));
    bytes.putInt(table + 4, bytes.getInt(table));

    try (var disk = new VmdkContainer().open(SparseMemoryDisk.of(file)).disk()) {
      disk.bytes(new ByteRange(0, 100));

      assertThatThrownBy(() -> disk.bytes(new ByteRange(GRAIN_BYTES, 100)))
          .isInstanceOf(MalformedDiskException.class)
          .hasMessageContaining("the grain of sector");
    }
  }

  @Test
  void entry_sectorOfMoreThan32Bits_isTooLarge() {
    assertThat(VmdkLayout.entry(0xFFFF_FFFFL)).isEqualTo(-1);
    assertThatThrownBy(() -> VmdkLayout.entry(1L << 32))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.QUOTA_EXCEEDED));
  }

  private static int table(ByteBuffer file, int directorySector) {
    return file.getInt(directorySector * 512) * 512;
  }

  private static void assertRefused(byte[] file, String code, String rule, String detail)
      throws Exception {
    assertThat(new VmdkContainer().refusals(SparseMemoryDisk.of(file)))
        .anySatisfy(
            refusal -> {
              assertThat(refusal.arguments().toString()).contains(detail);
              assertThat(refusal.code().text()).isEqualTo(code);
              assertThat(refusal.arguments()).containsEntry("rule", rule);
            });
  }

  private static String text(byte[] file) {
    String text = new String(file, 512, 20 * 512, ISO_8859_1);
    return text.substring(0, text.indexOf('\0'));
  }

  private static void replace(byte[] file, String found, String instead) {
    String changed = text(file).replace(found, instead);
    byte[] bytes = changed.getBytes(ISO_8859_1);
    System.arraycopy(bytes, 0, file, 512, bytes.length);
    file[512 + bytes.length] = 0;
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
  }

  private byte[] sparse() throws Exception {
    return written(new SparseVmdkWriter());
  }

  private byte[] stream() throws Exception {
    return written(new StreamVmdkWriter());
  }

  private byte[] written(DiskWriter writer) throws Exception {
    var disk = new SparseMemoryDisk(40 << 20);
    disk.write(0, new byte[] {7});
    disk.write(GRAIN_BYTES, new byte[] {8});
    Path file = Files.createTempFile(directory, "disk", ".vmdk");
    Files.delete(file);
    NewFile.write(writer, disk, file);
    return Files.readAllBytes(file);
  }
}
