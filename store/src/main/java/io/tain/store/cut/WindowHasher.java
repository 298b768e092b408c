package io.tain.store.cut;

import io.tain.disk.VirtualDisk;
import io.tain.store.identity.BlockHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// Reads the blocks of a window and hashes them; one object for one window.
final class WindowHasher {
  private static final byte[] ZEROS = new byte[BlockHash.BLOCK_BYTES];

  private final Window window;
  private final MessageDigest digest = BlockHash.newDigest();
  private final CRC32C crc = new CRC32C();

  private WindowHasher(Window window) {
    this.window = window;
  }

  static Window run(VirtualDisk disk, Window window) throws IOException {
    for (Window.Piece piece : window.pieces()) {
      var target = ByteBuffer.wrap(window.bytes, piece.place(), piece.lengthBytes());
      disk.read(piece.diskOffset(), target);
    }
    var hasher = new WindowHasher(window);
    for (int block = Window.CARRIED_BLOCKS; block < window.end(); block++) {
      hasher.hash(block);
    }
    return window;
  }

  private void hash(int block) {
    int start = Window.startOf(block);
    int end = start + BlockHash.BLOCK_BYTES;
    Arrays.fill(window.bytes, start + window.usedBytes[block], end, (byte) 0);
    window.isZero[block] = Arrays.equals(window.bytes, start, end, ZEROS, 0, BlockHash.BLOCK_BYTES);
    if (window.isZero[block]) {
      return;
    }
    crc.reset();
    crc.update(window.bytes, start, BlockHash.BLOCK_BYTES);
    window.endsChunk[block] = ChunkRule.endsAfter(crc.getValue());
    BlockHash.hash(digest, window.bytes, start, window.hashes, block * BlockHash.SIZE_BYTES);
  }
}
