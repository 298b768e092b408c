package io.tain.store.engine;

import io.tain.base.ByteSize;
import io.tain.disk.DiskLayout;
import io.tain.disk.VirtualDisk;
import io.tain.disk.raw.RawDisk;
import io.tain.store.Sealed;
import io.tain.store.SessionId;
import io.tain.store.cut.CutSource;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// Imports a raw file into a new home and prints how long each stage took.
///
/// Arguments: the file, an empty directory.
public final class ImportSpeed {
  private ImportSpeed() {}

  public static void main(String[] arguments) throws Exception {
    try (VirtualDisk disk = RawDisk.open(Path.of(arguments[0]));
        StoreHome home = StoreHome.open(Path.of(arguments[1]))) {
      Importer importer = home.importer();
      for (String label : List.of("first", "second", "third")) {
        long start = System.nanoTime();
        double cpu = cpuSeconds();
        SessionId session = importer.begin(disk, label);
        importer.send(session, new CutSource(disk, DiskLayout.DISK_ORDER, List.of()));
        long sent = System.nanoTime();
        var prepared = home.store().prepare(session, Importer.facts(label));
        long ready = System.nanoTime();
        Sealed sealed = importer.seal(prepared);
        long end = System.nanoTime();
        System.out.printf(
            "%s: %.2f s, cpu %.2f s (send %.2f, prepare %.2f, seal %.2f) data %s new %s stored %s added %s%n",
            label,
            (end - start) / 1e9,
            cpuSeconds() - cpu,
            (sent - start) / 1e9,
            (ready - sent) / 1e9,
            (end - ready) / 1e9,
            ByteSize.text(sealed.dataBytes()),
            ByteSize.text(sealed.newBytes()),
            ByteSize.text(sealed.storedBytes()),
            ByteSize.text(sealed.addedBytes()));
        read(home, sealed);
      }
    }
  }

  private static double cpuSeconds() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  private static void read(StoreHome home, Sealed sealed) throws Exception {
    long start = System.nanoTime();
    double cpu = cpuSeconds();
    try (var disk = home.store().open(sealed.place())) {
      ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
      for (long at = 0; at < disk.sizeBytes(); at += buffer.capacity()) {
        buffer.clear().limit((int) Math.min(buffer.capacity(), disk.sizeBytes() - at));
        disk.read(at, buffer);
      }
      System.out.printf(
          "read: %.2f s, cpu %.2f s, fetched %s%n",
          (System.nanoTime() - start) / 1e9,
          cpuSeconds() - cpu,
          ByteSize.text(disk.fetchedBytes()));
    }
  }
}
