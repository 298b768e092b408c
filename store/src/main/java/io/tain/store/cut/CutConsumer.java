package io.tain.store.cut;

import io.tain.store.Cut;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Takes the cuts of a disk, one after the other, on the thread that asked for them.
@FunctionalInterface
public interface CutConsumer {
  /// Takes one cut.
  ///
  /// @param bytes the chunk, `cut.lengthBytes()` of it, backed by an array; valid during the call
  /// @throws IOException ends the cutting
  void accept(Cut cut, ByteBuffer bytes) throws IOException;

  /// Learns how many bytes of the disk are done with, holes included; rises to the disk's size.
  default void passed(long diskBytes) {}
}
