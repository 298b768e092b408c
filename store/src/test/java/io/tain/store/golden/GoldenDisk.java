package io.tain.store.golden;

import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.Sealed;
import io.tain.store.engine.StoreHome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The disk that golden stores hold, and the program that writes one.
///
/// Run once for each released format with an empty directory as its argument; `store/` and
/// `place.txt` are committed, without the index, which is derived.
final class GoldenDisk {
  private static final int SIZE_BYTES = 200_000;

  private GoldenDisk() {}

  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(arguments[0]);
    try (StoreHome home = StoreHome.open(root)) {
      Sealed sealed = home.importer().store(disk(), "golden");
      Files.writeString(
          root.resolve("place.txt"),
          sealed.place() + " " + sealed.contentDigest() + "\n",
          StandardCharsets.UTF_8);
    }
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
