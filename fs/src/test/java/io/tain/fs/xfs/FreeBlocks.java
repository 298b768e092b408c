package io.tain.fs.xfs;

import io.tain.base.ByteRange;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// The blocks of a file system that are free, counted from its start.
record FreeBlocks(int blockBytes, BitSet free) {
  /// As `freesp` of xfs_db lists them: group, block and number.
  static FreeBlocks ofXfsDb(Path image) {
    List<String> sizes =
        XfsGoldenTest.xfsDb(image, "sb 0", "p blocksize", "p agblocks").lines().toList();
    int groupBlocks = number(sizes.get(1));
    var free = new BitSet();
    for (String line : XfsGoldenTest.xfsDb(image, "freesp -d").lines().toList()) {
      String[] words = line.strip().split(" +");
      if (words[0].equals("from")) {
        break;
      }
      if (words[0].matches("[0-9]+")) {
        int first = Integer.parseInt(words[0]) * groupBlocks + Integer.parseInt(words[1]);
        free.set(first, first + Integer.parseInt(words[2]));
      }
    }
    return new FreeBlocks(number(sizes.get(0)), free);
  }

  /// All that is not allocated.
  static FreeBlocks of(FileSystem fileSystem, int blockBytes) throws IOException {
    var free = new BitSet();
    free.set(0, (int) (fileSystem.sizeBytes() / blockBytes));
    var ranges = new ArrayList<ByteRange>();
    fileSystem.allocatedRanges(ranges::add);
    for (ByteRange range : ranges) {
      free.clear((int) (range.offset() / blockBytes), (int) (range.end() / blockBytes));
    }
    return new FreeBlocks(blockBytes, free);
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(line.indexOf('=') + 1).strip());
  }
}
