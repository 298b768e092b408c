package io.tain.disk.mapped;

import java.io.IOException;
import java.nio.ByteBuffer;

/// Decompresses the blocks of a format.
///
/// Safe for concurrent use.
public interface BlockDecoder {
  /// The whole block, from the position of the buffer on.
  ///
  /// @return may be shared: its reader takes a duplicate
  /// @throws io.tain.disk.MalformedDiskException if it does not decompress to a block
  /// @throws IOException if the file cannot be read; the call may be repeated
  ByteBuffer decode(BlockMap.Run.Packed run) throws IOException;
}
