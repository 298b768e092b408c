package io.tain.fs.fat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/// Writes the root directory of an image: a label, then files under long and short names.
final class FatDirectoryWriter {
  static final int ENTRY_BYTES = 32;

  private static final int ATTRIBUTE_LABEL = 0x08;
  private static final int ATTRIBUTE_ARCHIVE = 0x20;
  private static final int FIRST_OF_JANUARY_1980 = 1 << 5 | 1;

  private final ByteBuffer image;
  private final int endOffset;
  private final int maxEntries;
  private final Set<String> shortNames = new HashSet<>();
  private int offset;

  FatDirectoryWriter(ByteBuffer image, int startOffset, int maxEntries) {
    this.image = image;
    this.offset = startOffset;
    this.endOffset = startOffset + maxEntries * ENTRY_BYTES;
    this.maxEntries = maxEntries;
  }

  void label(String label) {
    entry(FatImage.ascii(label, 11), ATTRIBUTE_LABEL, 0, 0);
  }

  void file(String name, int firstCluster, int sizeBytes) {
    byte[] shortName =
        FatNameWriter.shortName(name, shortNames).getBytes(StandardCharsets.US_ASCII);
    if (!FatNameWriter.isShort(name)) {
      for (byte[] part : FatNameWriter.longNameEntries(name, LongName.checksum(shortName))) {
        image.put(claim(), part);
      }
    }
    entry(shortName, ATTRIBUTE_ARCHIVE, firstCluster, sizeBytes);
  }

  private void entry(byte[] shortName, int attribute, int firstCluster, int sizeBytes) {
    int at = claim();
    image.put(at, shortName).put(at + 11, (byte) attribute);
    image.putShort(at + 16, (short) FIRST_OF_JANUARY_1980);
    image.putShort(at + 18, (short) FIRST_OF_JANUARY_1980);
    image.putShort(at + 24, (short) FIRST_OF_JANUARY_1980);
    image.putShort(at + 26, (short) firstCluster).putInt(at + 28, sizeBytes);
  }

  private int claim() {
    if (offset == endOffset) {
      throw TainException.of(
          ErrorCode.QUOTA_EXCEEDED, "what", "fat", "limit", maxEntries, "found", maxEntries + 1);
    }
    int claimed = offset;
    offset += ENTRY_BYTES;
    return claimed;
  }
}
