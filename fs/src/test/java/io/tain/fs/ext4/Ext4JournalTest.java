package io.tain.fs.ext4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.ForeignTool;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.fs.BoundedDisk;
import io.tain.fs.FileSystem;
import io.tain.fs.MalformedFileSystemException;
import io.tain.fs.Notice;
import io.tain.fs.ReadTree;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Journals that debugfs wrote, read before and after e2fsck has replayed them.
final class Ext4JournalTest {
  private static final int BLOCK_BYTES = 1024;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "1024 | 64bit,metadata_csum | -c -v 3",
        "4096 | 64bit,metadata_csum | -c -v 3",
        "1024 | 64bit,metadata_csum | -c -v 2",
        "1024 | ^64bit,metadata_csum | -c -v 2",
        "1024 | ^64bit,^metadata_csum | ",
        "1024 | 64bit,^metadata_csum,inline_data | ",
        "1024 | 64bit,metadata_csum,fast_commit | -c -v 3"
      })
  void read_journalOfSeveralTransactions_isWhatE2fsckMakesOfIt(
      int blockBytes, String features, String options) throws Exception {
    var image =
        new JournalledImage(directory, blockBytes, features, options == null ? "" : options);
    String source = directory.resolve("tree/a/file-9").toString();
    image.transaction("", "mkdir c", "write " + source + " c/new", "rm a/file-3", "rm a/file-4");
    image.transaction("", "mkdir c/d", "write " + source + " c/d/newer", "symlink s ../target");
    image.transaction("", "rm c/new", "sif b/link uid 77", "write " + source + " a/file-3");
    image.transaction("-c", "mkdir lost", "rm a/file-5");
    image.written();

    assertSameAsReplayed(image, true);
    try (VirtualDisk disk = RawDisk.open(image.image())) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      assertThat(fileSystem.find("/c/d/newer")).isPresent();
      assertThat(fileSystem.find("/c/new")).isEmpty();
      assertThat(fileSystem.find("/lost")).isEmpty();
    }
  }

  @Test
  void read_journalWithNothingCommitted_isTheDiskAsItIs() throws Exception {
    var image = image("-c -v 3");
    image.transaction("-c", "rm a/file-3");
    Path written = image.written();
    ForeignTool.run("debugfs", "-w", "-R", "feature needs_recovery", written.toString());

    assertSameAsReplayed(image, false);
  }

  @Test
  void read_blocksThatWereRevoked_keepWhatTheyHave() throws Exception {
    var image = image("-c -v 3");
    List<Integer> revoked = JournalledImage.blocksOf(image.image(), "/a/file-58").subList(0, 1);
    List<Integer> rewritten = JournalledImage.blocksOf(image.image(), "/a/file-59").subList(0, 1);
    byte[] other = new byte[(int) Files.size(image.image())];
    image.write("", both(revoked, rewritten), other);
    image.revoke(both(revoked, rewritten));
    Arrays.fill(other, (byte) 'n');
    image.write("", rewritten, other);
    image.written();

    assertSameAsReplayed(image, true);
    try (VirtualDisk disk = RawDisk.open(image.image())) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      assertThat(text(fileSystem, "/a/file-58")).startsWith("1\n2\n3\n");
      assertThat(text(fileSystem, "/a/file-59")).startsWith("nnn");
    }
  }

  @Test
  void read_blockThatStartsLikeTheJournal_isWhole() throws Exception {
    var image = image("-c -v 3");
    List<Integer> blocks = JournalledImage.blocksOf(image.image(), "/a/file-58").subList(0, 1);
    byte[] content = new byte[(int) Files.size(image.image())];
    ByteBuffer.wrap(content).putInt(blocks.getFirst() * BLOCK_BYTES, JournalSuperblock.MAGIC);
    image.write("", blocks, content);
    image.written();

    assertSameAsReplayed(image, true);
    try (VirtualDisk disk = RawDisk.open(image.image())) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      byte[] read = fileSystem.open(fileSystem.find("/a/file-58").orElseThrow()).readNBytes(6);
      ByteBuffer part = ByteBuffer.allocate(2);
      fileSystem.read(fileSystem.find("/a/file-58").orElseThrow(), 2, part);

      assertThat(read).containsExactly(0xC0, 0x3B, 0x39, 0x98, 0, 0);
      assertThat(part.array()).containsExactly(0x39, 0x98);
    }
  }

  @Test
  void read_journalThatWrapsAround_isWhatE2fsckMakesOfIt() throws Exception {
    var image = image("-c -v 3");
    image.transaction("", "mkdir c", "rm a/file-3", "rm a/file-4");
    image.transaction("", "mkdir c/d", "symlink s ../target");
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);

    Files.write(written, new JournalBytes(bytes, written).rotated(3));

    assertSameAsReplayed(image, true);
  }

  @Test
  void read_sumOfWholeTransactions_isChecked() throws Exception {
    var image = image("");
    image.transaction("", "mkdir c", "rm a/file-3");
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);
    byte[] summed = new JournalBytes(bytes, written).summed(0);

    Files.write(written, summed);
    assertSameAsReplayed(image, true);

    byte[] broken = new JournalBytes(bytes, written).summed(1);
    assertMalformed(broken);
  }

  @Test
  void open_asyncCommitThatCameBeforeItsBlocks_endsTheLogThere() throws Exception {
    var image = image("");
    image.transaction("", "mkdir c");
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);

    Files.write(written, new JournalBytes(bytes, written).async().summed(1));

    assertSameAsReplayed(image, false);
  }

  @ParameterizedTest
  @CsvSource({"0", "1", "2"})
  void open_damagedTransaction_isMalformed(int logBlock) throws Exception {
    var image = image("-c -v 3");
    image.transaction("", "mkdir c", "rm a/file-3");
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);
    int damaged = new JournalBytes(bytes, written).offsetOf(1 + logBlock);
    bytes[damaged + 600] ^= 1;

    assertMalformed(bytes);
  }

  @Test
  void open_logWithoutAnEnd_isMalformed() throws Exception {
    var image = image("");
    image.revoke(List.of(100));
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);

    assertMalformed(new JournalBytes(bytes, written).filledWithItsFirstBlock());
  }

  @Test
  void open_journalElsewhere_isUnsupportedByName() throws Exception {
    Path journal = directory.resolve("journal");
    Path image = directory.resolve("image");
    ForeignTool.run("mke2fs", "-q", "-b", "1024", "-O", "journal_dev", journal.toString(), "4M");
    ForeignTool.run("mke2fs", "-q", "-t", "ext4", "-b", "1024", image.toString(), "8M");
    ForeignTool.run("tune2fs", "-O", "^has_journal", image.toString());
    ForeignTool.run("debugfs", "-w", "-R", "feature has_journal needs_recovery", image.toString());
    ForeignTool.run("debugfs", "-w", "-R", "ssv journal_inum 0", image.toString());

    assertUnsupported(Files.readAllBytes(image), "external journal 00000000-");
    assertUnsupported(Files.readAllBytes(journal), "journal_dev");
  }

  @Test
  void open_journalThatIsADirectory_isMalformed() throws Exception {
    Path image = directory.resolve("image");
    ForeignTool.run("mke2fs", "-q", "-t", "ext4", "-b", "1024", image.toString(), "8M");
    ForeignTool.run("debugfs", "-w", "-R", "feature needs_recovery", image.toString());
    ForeignTool.run("debugfs", "-w", "-R", "ssv journal_inum 2", image.toString());

    byte[] bytes = Files.readAllBytes(image);
    assertThatThrownBy(() -> Ext4FileSystem.open(new BoundedDisk(bytes, 100_000, 1L << 30)))
        .isInstanceOf(MalformedFileSystemException.class)
        .hasMessageContaining("a journal in a file, found DIRECTORY");
  }

  @Test
  void open_fastCommitsThatAreNotInTheJournal_isUnsupportedByName() throws Exception {
    var image =
        new JournalledImage(directory, BLOCK_BYTES, "64bit,metadata_csum,fast_commit", "-c -v 3");
    image.transaction("", "mkdir c");
    Path written = image.written();
    byte[] bytes = Files.readAllBytes(written);

    assertUnsupported(new JournalBytes(bytes, written).withFastCommit(), "fast_commit");
  }

  private JournalledImage image(String options) throws Exception {
    String sums = options.isEmpty() ? "^metadata_csum" : "metadata_csum";
    return new JournalledImage(directory, BLOCK_BYTES, "64bit," + sums, options);
  }

  private static void assertSameAsReplayed(JournalledImage image, boolean isReplayed)
      throws Exception {
    Path peer = image.replayedByE2fsck();
    try (VirtualDisk disk = RawDisk.open(image.image());
        VirtualDisk peerDisk = RawDisk.open(peer)) {
      FileSystem fileSystem = Ext4FileSystem.open(disk);
      FileSystem replayed = Ext4FileSystem.open(peerDisk);

      assertThat(ReadTree.describe(fileSystem)).isEqualTo(ReadTree.describe(replayed));
      assertThat(allocated(fileSystem)).isEqualTo(allocated(replayed));
      assertThat(fileSystem.usedBytes()).isEqualTo(replayed.usedBytes());
      assertThat(replayed.notices()).isEmpty();
      assertThat(fileSystem.notices()).contains(Notice.NOT_UNMOUNTED);
      assertThat(fileSystem.notices().contains(Notice.JOURNAL_REPLAYED)).isEqualTo(isReplayed);
    }
  }

  private static List<ByteRange> allocated(FileSystem fileSystem) throws Exception {
    var ranges = new ArrayList<ByteRange>();
    fileSystem.allocatedRanges(ranges::add);
    return ranges;
  }

  private static void assertMalformed(byte[] image) {
    assertThatThrownBy(() -> Ext4FileSystem.open(new BoundedDisk(image, 100_000, 1L << 30)))
        .isInstanceOf(MalformedFileSystemException.class);
  }

  private static void assertUnsupported(byte[] image, String feature) {
    assertThatThrownBy(() -> Ext4FileSystem.open(new BoundedDisk(image, 100_000, 1L << 30)))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.FS_UNSUPPORTED))
        .hasMessageContaining(feature);
  }

  private static List<Integer> both(List<Integer> some, List<Integer> others) {
    var all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }

  private static String text(FileSystem fileSystem, String path) throws Exception {
    return new String(
        fileSystem.open(fileSystem.find(path).orElseThrow()).readAllBytes(),
        StandardCharsets.US_ASCII);
  }
}
