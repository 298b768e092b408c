package io.tain.store.crash;

import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.VirtualDisk;
import io.tain.store.Sealed;
import io.tain.store.engine.StoreHome;
import io.tain.testkit.Seeds;
import java.nio.file.Path;

/// A process that imports one disk after the other until it is killed.
///
/// Argument: its home. It writes a line when an import begins and when it is acknowledged.
final class ImportingChild {
  private static final int DISK_BYTES = 2_000_000;

  private ImportingChild() {}

  public static void main(String[] arguments) throws Exception {
    try (StoreHome home = StoreHome.open(Path.of(arguments[0]))) {
      for (int number = 1; ; number++) {
        System.out.println("begins " + number);
        Sealed sealed = home.importer().store(disk(number), "v" + number);
        System.out.println("sealed " + sealed.place() + " " + number);
      }
    }
  }

  /// The disk of an import: the same in the process that looks at what is left.
  static VirtualDisk disk(int number) {
    var disk = new SparseMemoryDisk(DISK_BYTES);
    byte[] data = new byte[DISK_BYTES / 2];
    Seeds.random(number).nextBytes(data);
    disk.write(4096L * number, data);
    return disk;
  }
}
