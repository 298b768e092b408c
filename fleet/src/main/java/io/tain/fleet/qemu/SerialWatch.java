package io.tain.fleet.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Looks for a text in a log that grows, holding no more of it than one read.
final class SerialWatch implements Readiness {
  private static final int READ_BYTES = 64 << 10;

  private final Path log;
  private final byte[] wanted;
  private final ByteBuffer window;
  private long position;

  SerialWatch(Path log, String wanted) {
    this.log = log;
    this.wanted = wanted.getBytes(StandardCharsets.UTF_8);
    this.window = ByteBuffer.allocate(READ_BYTES + this.wanted.length);
  }

  @Override
  public boolean isMet() throws IOException {
    if (!Files.exists(log)) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
      int count = channel.read(window, position);
      while (count > 0) {
        position += count;
        if (findAndKeepTail()) {
          return true;
        }
        count = channel.read(window, position);
      }
    }
    return false;
  }

  @Override
  public void close() {
    // The log is opened anew for each look.
  }

  /// What may be the beginning of the text stays for the next read.
  private boolean findAndKeepTail() {
    int end = window.position();
    for (int at = 0; at <= end - wanted.length; at++) {
      if (startsAt(at)) {
        return true;
      }
    }
    int kept = Math.min(end, wanted.length - 1);
    window.limit(end).position(end - kept);
    window.compact();
    return false;
  }

  private boolean startsAt(int at) {
    for (int i = 0; i < wanted.length; i++) {
      if (window.get(at + i) != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
