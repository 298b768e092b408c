package io.tain.store.engine;

import io.tain.base.ByteSize;
import io.tain.disk.DiskLayout;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.store.ManifestPlace;
import io.tain.store.Sealed;
import io.tain.store.SessionId;
import io.tain.store.StoredDisk;
import io.tain.store.cut.CutSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Imports raw files into a new home, each as the next version, and prints what that took.
///
/// Arguments: an empty directory, then the files; one that begins with `-` is a first version
/// again.
public final class ImportSpeed {
  private ImportSpeed() {}

  public static void main(String[] arguments) throws Exception {
    ManifestPlace[] base = {};
    try (StoreHome home = StoreHome.open(Path.of(arguments[0]))) {
      for (int i = 1; i < arguments.length; i++) {
        boolean alone = arguments[i].startsWith("-");
        try (VirtualDisk disk = RawDisk.open(Path.of(arguments[i].substring(alone ? 1 : 0)))) {
          Sealed sealed = store(home, disk, "v" + i, alone ? new ManifestPlace[0] : base);
          base = new ManifestPlace[] {sealed.place()};
          try (StoredDisk stored = home.store().open(sealed.place())) {
            compare(stored, disk);
          }
        }
      }
    }
  }

  private static Sealed store(
      StoreHome home, VirtualDisk disk, String label, ManifestPlace... bases) throws Exception {
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    Importer importer = home.importer();
    SessionId session = importer.begin(disk, label, bases);
    long begun = System.nanoTime();
    importer.acceptOwn(session, new CutSource(disk, DiskLayout.DISK_ORDER, List.of()));
    long sent = System.nanoTime();
    var prepared = home.store().prepare(session, Importer.facts(label));
    long ready = System.nanoTime();
    Sealed sealed = importer.seal(prepared);
    long end = System.nanoTime();
    System.out.printf(
        "import: %.2f s, cpu %.2f s (begin %.2f, send %.2f, prepare %.2f, seal %.2f)"
            + " data %s new %s stored %s added %s%n",
        (end - start) / 1e9,
        cpuSeconds() - cpu,
        (begun - start) / 1e9,
        (sent - begun) / 1e9,
        (ready - sent) / 1e9,
        (end - ready) / 1e9,
        ByteSize.text(sealed.dataBytes()),
        ByteSize.text(sealed.newBytes()),
        ByteSize.text(sealed.storedBytes()),
        ByteSize.text(sealed.addedBytes()));
    return sealed;
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  private static void compare(StoredDisk stored, VirtualDisk disk) throws Exception {
    ByteBuffer found = ByteBuffer.allocate(1 << 20);
    ByteBuffer expected = ByteBuffer.allocate(1 << 20);
    double cpu = cpuSeconds();
    long nanos = 0;
    for (long at = 0; at < disk.sizeBytes(); at += found.capacity()) {
      int length = (int) Math.min(found.capacity(), disk.sizeBytes() - at);
      disk.read(at, expected.clear().limit(length));
      long start = System.nanoTime();
      stored.read(at, found.clear().limit(length));
      nanos += System.nanoTime() - start;
      if (!found.flip().equals(expected.flip())) {
        throw new IllegalStateException("another byte in the MiB at " + at);
      }
    }
    System.out.printf(
        "read: %.2f s, cpu with reading the file %.2f s, fetched %s%n",
        nanos / 1e9, cpuSeconds() - cpu, ByteSize.text(stored.fetchedBytes()));
  }
}
