package io.tain.disk.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.disk.DiskLimits;
import io.tain.disk.Extent;
import io.tain.disk.ForeignTool;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Scrutiny;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What unpacking takes and leaves, on files of the real tools.
final class UnpackingTest {
  private static final int SIZE_BYTES = 1 << 20;

  @TempDir Path directory;
  @TempDir Path scratch;
  private byte[] content;

  @BeforeEach
  void makeContent() {
    content = new byte[SIZE_BYTES];
    new Random(1).nextBytes(content);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void c1_unpacking_leavesNoNameAtAnyTime(String tool) throws Exception {
    var packed = new Watched(SparseMemoryDisk.of(packed(tool, "")), scratch, new ArrayList<>());

    try (var disk =
        new Unpacking(packed, wrapper(tool), DiskLimits.DEFAULT)
            .into(scratch, Scrutiny.WHOLE.maxBytes())
            .bytes()) {
      assertThat(disk.bytes(new ByteRange(0, SIZE_BYTES)).array()).isEqualTo(content);
    }

    assertThat(packed.seen()).isNotEmpty().containsOnly(0L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "xz", "zstd", "bzip2"})
  void c1_packedFile_isReadInLargePieces(String tool) throws Exception {
    SparseMemoryDisk packed = SparseMemoryDisk.of(packed(tool, ""));

    new Unpacking(packed, wrapper(tool), DiskLimits.DEFAULT)
        .into(scratch, Scrutiny.WHOLE.maxBytes())
        .bytes()
        .close();

    assertThat(packed.reads()).isLessThan(1000);
  }

  @Test
  void c1_gzipWithAllFieldsOfAHeader_isUnpacked() throws Exception {
    byte[] plain = packed("gzip", "");
    ByteBuffer file = ByteBuffer.allocate(plain.length + 2_000_100);
    file.put(plain, 0, 10).put(3, (byte) (2 | 4 | 8 | 16));
    file.put((byte) 3).put((byte) 0).put(new byte[3]);
    file.put(new byte[] {'n', 0})
        .put("c".repeat(2_000_000).getBytes(StandardCharsets.US_ASCII))
        .put((byte) 0);
    var sum = new CRC32();
    sum.update(file.duplicate().flip());
    file.putShort(Short.reverseBytes((short) sum.getValue())).put(plain, 10, plain.length - 10);

    // The rest of the buffer is padding.
    try (var disk = unpacked(file.array())) {
      assertThat(disk.bytes(new ByteRange(0, SIZE_BYTES)).array()).isEqualTo(content);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, -1, -4, -5, -8})
  void c1_gzipWithAWrongByte_isMalformed(int at) throws Exception {
    byte[] file = packed("gzip", "");
    file[at < 0 ? file.length + at : at] ^= (byte) 0xE1;

    assertThatThrownBy(() -> unpacked(file)).isInstanceOf(MalformedDiskException.class);
  }

  @Test
  void c1_gzipFollowedByOtherBytes_isMalformed() throws Exception {
    byte[] file = packed("gzip", " && printf x >> $1.packed");

    assertThatThrownBy(() -> unpacked(file)).isInstanceOf(MalformedDiskException.class);
  }

  private VirtualDisk unpacked(byte[] file) throws IOException {
    return new Unpacking(SparseMemoryDisk.of(file), Wrapper.GZIP, DiskLimits.DEFAULT)
        .into(scratch, Scrutiny.WHOLE.maxBytes())
        .bytes();
  }

  private static Wrapper wrapper(String tool) {
    return Wrapper.named(tool).orElseThrow();
  }

  private byte[] packed(String tool, String then) throws IOException {
    Path file = Files.write(directory.resolve("disk.raw"), content);
    ForeignTool.run("bash", "-c", "$0 -c < $1 > $1.packed" + then, tool, file.toString());
    return Files.readAllBytes(Path.of(file + ".packed"));
  }

  /// Counts the files in a directory each time it is read.
  private record Watched(VirtualDisk disk, Path watched, List<Long> seen) implements VirtualDisk {
    @Override
    public long sizeBytes() {
      return disk.sizeBytes();
    }

    @Override
    public void read(long offset, ByteBuffer target) throws IOException {
      try (var files = Files.list(watched)) {
        seen.add(files.count());
      }
      disk.read(offset, target);
    }

    @Override
    public List<Extent> extents(ByteRange range) throws IOException {
      return disk.extents(range);
    }

    @Override
    public void close() throws IOException {
      disk.close();
    }
  }
}
