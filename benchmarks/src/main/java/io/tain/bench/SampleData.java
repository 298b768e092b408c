package io.tain.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Bytes like those of a server's disk, which every machine that runs this has: classes, native
/// code and texts of the running JDK.
public final class SampleData {
  private SampleData() {}

  /// The first bytes of the JDK's image of modules.
  ///
  /// @param sizeBytes at most 100 MiB
  public static byte[] read(int sizeBytes) throws IOException {
    Path modules = Path.of(System.getProperty("java.home"), "lib", "modules");
    var data = ByteBuffer.allocate(sizeBytes);
    try (var channel = FileChannel.open(modules, StandardOpenOption.READ)) {
      while (data.hasRemaining()) {
        if (channel.read(data) < 0) {
          throw new IOException(modules + " has less than " + sizeBytes + " bytes");
        }
      }
    }
    return data.array();
  }
}
