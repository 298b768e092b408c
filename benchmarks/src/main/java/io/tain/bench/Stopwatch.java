package io.tain.bench;

import java.util.ArrayList;

/// Runs work several times and says how fast it was.
public final class Stopwatch {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double BYTES_PER_MB = 1e6;

  private final int runs;

  /// A watch that measures so many runs, after one that only warms up.
  public Stopwatch(int runs) {
    this.runs = runs;
  }

  /// Megabytes per second of work that goes through `bytes`.
  public Measurement throughput(String name, long bytes, Work work) throws Exception {
    return throughput(name, bytes, () -> {}, work);
  }

  /// The same, with something done before each run that is not counted.
  public Measurement throughput(String name, long bytes, Work before, Work work) throws Exception {
    var values = new ArrayList<Double>();
    work.run();
    for (int i = 0; i < runs; i++) {
      before.run();
      values.add(bytes / BYTES_PER_MB / seconds(work));
    }
    return new Measurement(name, "MB/s", values);
  }

  /// Milliseconds of work.
  public Measurement milliseconds(String name, Work work) throws Exception {
    var values = new ArrayList<Double>();
    work.run();
    for (int i = 0; i < runs; i++) {
      values.add(seconds(work) * 1000);
    }
    return new Measurement(name, "ms", values);
  }

  /// How long one run takes.
  public static double seconds(Work work) throws Exception {
    long start = System.nanoTime();
    work.run();
    return (System.nanoTime() - start) / NANOS_PER_SECOND;
  }

  /// Something that takes time.
  @FunctionalInterface
  public interface Work {
    void run() throws Exception;
  }
}
