package io.tain.fleet.qemu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.base.ConsoleFile;
import io.tain.fleet.ConsoleLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// What a guest printed, of which the newest part is kept.
record Console(Path file) {
  /// That part, from the beginning of a line on.
  ConsoleLog newest() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long sizeBytes = channel.size();
      long start = Math.max(0, sizeBytes - ConsoleFile.KEPT_BYTES);
      ByteBuffer bytes = ByteBuffer.allocate((int) (sizeBytes - start));
      int count = 0;
      while (bytes.hasRemaining() && count >= 0) {
        count = channel.read(bytes, start + bytes.position());
      }
      bytes.flip();
      if (start > 0) {
        skipBrokenLine(bytes);
      }
      return new ConsoleLog(start + bytes.position(), UTF_8.decode(bytes).toString());
    } catch (NoSuchFileException _) {
      return new ConsoleLog(0, ""); // QEMU has not opened it yet
    }
  }

  private static void skipBrokenLine(ByteBuffer bytes) {
    for (int at = 0; at < bytes.limit(); at++) {
      if (bytes.get(at) == '\n') {
        bytes.position(at + 1);
        return;
      }
    }
  }
}
