package io.tain.store.golden;

import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.Sealed;
import io.tain.store.engine.StoreHome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disks that golden stores hold, and the program that writes one.
///
/// Run once for each released format with an empty directory as its argument; `store/` and
/// `place.txt` are committed, without the index, which is derived. `place.txt` has a line for each
/// version: `v1` the first disk, `v1-delta` both.
final class GoldenDisk {
  private static final int SIZE_BYTES = 200_000;

  private GoldenDisk() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    try (StoreHome home = StoreHome.open(root)) {
      Sealed first = home.importer().store(disk(), "golden");
      Sealed second = home.importer().store(edited(), "edited", first.place());
      Files.writeString(root.resolve("place.txt"), line(first) + line(second));
    }
  }

  private static String line(Sealed sealed) {
    return sealed.place() + " " + sealed.contentDigest() + "\n";
  }

  /// The disk with another byte in every block: compressed against the first.
  static VirtualDisk edited() throws IOException {
    byte[] content = new byte[SIZE_BYTES];
    disk().read(0, ByteBuffer.wrap(content));
    for (int at = 100; at < content.length; at += 4096) {
      content[at] += (byte) 1;
    }
    return SparseMemoryDisk.of(content);
  }

  /// Text, a hole, and bytes that do not compress, made by a recurrence that never changes.
  static VirtualDisk disk() {
    var disk = new SparseMemoryDisk(SIZE_BYTES);
    byte[] text = new byte[40_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ('a' + i * i % 23);
    }
    disk.write(0, text);
    byte[] noise = new byte[30_000];
    int state = 1;
    for (int i = 0; i < noise.length; i++) {
      state = state * 1_103_515_245 + 12_345;
      noise[i] = (byte) (state >>> 16);
    }
    disk.write(150_000, noise);
    return disk;
  }
}
