package io.tain.bench;

import io.tain.disk.PartitionTable;
import io.tain.disk.raw.RawDisk;
import io.tain.store.cut.CutSource;
import io.tain.store.cut.CutTotals;
import io.tain.store.cut.Cutter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// How fast a disk is cut, as a share of what hashing alone could reach.
public final class Cutting {
  private static final long FILE_BYTES = 500L << 20;
  private static final int SAMPLE_BYTES = 64 << 20;
  private static final int RUNS = 5;

  private final PrintStream out;
  private final Stopwatch watch = new Stopwatch(RUNS);

  private Cutting(PrintStream out) {
    this.out = out;
  }

  /// Cuts a raw disk from the page cache and prints the table.
  ///
  /// @param arguments at most one: the disk, else 500 MiB of this machine's programs
  public static void main(String[] arguments) throws Exception {
    var cutting = new Cutting(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    if (arguments.length > 0) {
      cutting.print(Path.of(arguments[0]));
      return;
    }
    Path file = Files.createTempFile("tain-bench-", ".raw");
    try {
      RealFile.write(Path.of("/usr"), file, FILE_BYTES);
      cutting.print(file);
    } finally {
      Files.delete(file);
    }
  }

  private void print(Path file) throws Exception {
    int cores = Runtime.getRuntime().availableProcessors();
    out.print(Measurement.header());
    Measurement hashing = new Computing(SampleData.read(SAMPLE_BYTES), watch).sha256OnAllCores();
    out.print(hashing.line());
    for (int threads = 1; threads <= cores; threads++) {
      Measurement cut = measure(file, threads);
      out.print(cut.line());
      double share = cut.median() / hashing.median();
      out.printf(Locale.ROOT, "%-36s %21.2f%n", "share of hashing on all cores", share);
    }
  }

  private Measurement measure(Path file, int threads) throws Exception {
    try (var disk = RawDisk.open(file)) {
      var source = CutSource.inDiskOrder(disk, PartitionTable.NONE);
      var cutter = new Cutter(threads);
      CutTotals totals = cutter.cut(source, (_, _) -> {});
      String name = "cutting, %d threads, %d chunks".formatted(threads, totals.chunkCount());
      return watch.throughput(name, totals.dataBytes(), () -> cutter.cut(source, (_, _) -> {}));
    }
  }
}
