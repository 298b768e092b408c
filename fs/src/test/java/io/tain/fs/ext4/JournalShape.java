package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// An image with transactions in its journal, to be damaged.
///
/// @param openOptions of debugfs' `journal_open`
record JournalShape(String features, String openOptions, Change change) {
  /// How the journal differs from what debugfs writes.
  enum Change {
    NONE,
    ROTATED,
    SUMMED,
    ASYNC,
    FAST_COMMITS
  }

  /// Four transactions, one of which revokes a block.
  Made make(Path directory) throws Exception {
    var journalled = new JournalledImage(directory, 1024, features, openOptions);
    String[] directories =
        IntStream.range(0, 40).mapToObj("mkdir b/directory-%d"::formatted).toArray(String[]::new);
    boolean isOne = change == Change.SUMMED || change == Change.ASYNC;
    if (!isOne) {
      journalled.transaction("", directories);
    }
    journalled.transaction("", "mkdir c", "rm a/file-3", "rm a/file-4");
    if (!isOne) {
      journalled.revoke(JournalledImage.blocksOf(journalled.image(), "/b"));
      journalled.transaction("", "mkdir c/d", "mkdir b/last");
    }
    Path file = journalled.written();
    var bytes = new JournalBytes(Files.readAllBytes(file), file);
    byte[] image =
        switch (change) {
          case NONE -> Files.readAllBytes(file);
          case ROTATED -> bytes.rotated(3);
          case SUMMED -> bytes.summed(0);
          case ASYNC -> bytes.async().summed(0);
          case FAST_COMMITS -> bytes.withFastCommit();
        };
    var places = List.of(bytes.offsetOf(0), bytes.offsetOf(1), bytes.offsetOf(2));
    return new Made(image, places);
  }

  /// An image, and where the journal's first blocks lie in it.
  static final class Made {
    private final byte[] image;
    private final List<Integer> places;

    private Made(byte[] image, List<Integer> places) {
      this.image = image;
      this.places = places;
    }

    byte[] image() {
      return image;
    }

    /// The byte where the journal's superblock starts.
    int journalAt() {
      return places.getFirst();
    }

    /// The superblocks, the log's first blocks, and the extents in the journal's inode.
    String headers() {
      int inodes = ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN).getInt(2048 + 8) * 1024;
      int journal = inodes + 7 * 256;
      return "1024+368 2048+128 %d+96 %d+96 %d+16 %d+128 %d+128 %d+96"
          .formatted(
              places.get(0),
              places.get(0),
              places.get(0) + 240,
              places.get(1),
              places.get(2),
              journal);
    }
  }

  @Override
  public String toString() {
    return "journal %s %s %s".formatted(features, openOptions, change);
  }
}
