package io.tain.disk.gpt;

import io.tain.base.local.FileWriting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// A GPT as bytes: what stands at the beginning of the disk, and what at its end.
///
/// @param head from byte 0: protective MBR, header, entries; read-only
/// @param tailOffset where `tail` begins on the disk, in bytes
/// @param tail entries and header again, up to the last byte of the disk; read-only
public record EncodedGpt(ByteBuffer head, long tailOffset, ByteBuffer tail) {
  /// Writes both parts; what lies between them is left as it is.
  ///
  /// @throws IOException if the file cannot be written; the call may be repeated
  public void writeTo(FileChannel file) throws IOException {
    FileWriting.write(file, head.duplicate(), 0);
    FileWriting.write(file, tail.duplicate(), tailOffset);
  }
}
