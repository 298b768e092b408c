package io.tain.store.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.Digest;
import io.tain.testkit.ExternalTool;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FsVerityTest {
  private static final ExternalTool FSVERITY = ExternalTool.of("fsverity", "digest", "--compact");
  private static final long BLOCK = BlockHash.BLOCK_BYTES;

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      longs = {
        0,
        1,
        511,
        4095,
        4096,
        4097,
        8192,
        127 * 4096,
        128 * 4096 - 1,
        128 * 4096,
        128 * 4096 + 1,
        129 * 4096,
        256 * 4096 + 4095,
        128 * 128 * 4096,
        128 * 128 * 4096 + 1
      })
  void digest_ofRandomBytes_isWhatFsverityPrints(long sizeBytes) throws IOException {
    byte[] content = new byte[(int) sizeBytes];
    Seeds.random().nextBytes(content);
    Path file = Files.write(directory.resolve("disk.raw"), content);

    assertThat(digestOf(content)).isEqualTo(foreignDigest(file));
  }

  @Test
  void digest_ofSparseFiles_isWhatFsverityPrints() {
    Seeds.repeat(12, random -> assertThat(sparse(random)).isTrue());
  }

  /// Three levels of hashes and more blocks of zeros than any machine would hash one by one.
  @Test
  void digest_ofOneZeroMoreThanAnExbibyte_takesNoTime() {
    var verity = new FsVerity();

    verity.addZeroBlocks((1L << 60) / BLOCK);
    verity.addZeroBlocks(1);

    assertThat(verity.finish((1L << 60) + 1).toString()).startsWith("sha256:");
  }

  @Test
  void digest_ofZerosInAnyPieces_isTheSame() {
    Seeds.repeat(
        50,
        random -> {
          long blocks = random.nextLong(1, 5_000_000);
          var whole = new FsVerity();
          whole.addZeroBlocks(blocks);
          var pieces = new FsVerity();
          while (pieces.blockCount() < blocks) {
            long left = blocks - pieces.blockCount();
            pieces.addZeroBlocks(random.nextLong(1, left + 1));
          }
          assertThat(pieces.finish(blocks * BLOCK)).isEqualTo(whole.finish(blocks * BLOCK));
        });
  }

  @Test
  void digest_ofZerosHashedOrCounted_isTheSame() {
    var counted = new FsVerity();
    counted.addZeroBlocks(20_000);

    var hashed = new FsVerity();
    byte[] zero = hash(new byte[(int) BLOCK], 0);
    for (int i = 0; i < 20_000; i++) {
      hashed.add(ByteBuffer.wrap(zero));
    }

    assertThat(counted.finish(20_000 * BLOCK)).isEqualTo(hashed.finish(20_000 * BLOCK));
  }

  @Test
  void finish_withAnotherNumberOfBlocks_isRefused() {
    var verity = new FsVerity();
    verity.addZeroBlocks(2);

    assertThatThrownBy(() -> verity.finish(BLOCK)).isInstanceOf(IllegalStateException.class);
  }

  /// Data and holes in turn, up to 64 MiB: three levels of hashes.
  private boolean sparse(RandomGenerator random) throws IOException {
    Path file = directory.resolve("sparse.raw");
    var verity = new FsVerity();
    long sizeBytes = 0;
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      for (int run = random.nextInt(1, 6); run > 0; run--) {
        byte[] data = new byte[(int) (random.nextLong(1, 40) * BLOCK)];
        random.nextBytes(data);
        channel.write(ByteBuffer.wrap(data), sizeBytes);
        addBlocks(verity, data);
        long holeBlocks = random.nextLong(1, 4_000);
        verity.addZeroBlocks(holeBlocks);
        sizeBytes += data.length + holeBlocks * BLOCK;
      }
      long missing = random.nextLong(BLOCK);
      sizeBytes -= missing;
      channel.write(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
    }
    return verity.finish(sizeBytes).equals(foreignDigest(file));
  }

  private static Digest digestOf(byte[] content) {
    var verity = new FsVerity();
    addBlocks(verity, content);
    return verity.finish(content.length);
  }

  private static void addBlocks(FsVerity verity, byte[] content) {
    for (int at = 0; at < content.length; at += (int) BLOCK) {
      verity.add(ByteBuffer.wrap(hash(content, at)));
    }
  }

  private static byte[] hash(byte[] content, int at) {
    byte[] block = new byte[(int) BLOCK];
    System.arraycopy(content, at, block, 0, Math.min(block.length, content.length - at));
    MessageDigest digest = BlockHash.newDigest();
    return digest.digest(block);
  }

  private static Digest foreignDigest(Path file) {
    return Digest.parse("sha256:" + FSVERITY.run(file).strip());
  }
}
