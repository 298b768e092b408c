package io.tain.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What this machine's hashing, compression, encryption and disk can do.
///
/// Every other figure is given as a share of these; the distance between min and max is the noise
/// of the machine.
public final class Primitives {
  private static final int DATA_BYTES = 64 << 20;
  private static final int RUNS = 5;

  private Primitives() {}

  /// Prints the table.
  ///
  /// @param arguments at most one: the directory whose disk is measured, else that of temporary
  ///     files
  public static void main(String[] arguments) throws Exception {
    String directory = arguments.length > 0 ? arguments[0] : System.getProperty("java.io.tmpdir");
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    out.print(Measurement.header());
    measure(Path.of(directory)).forEach(measurement -> out.print(measurement.line()));
  }

  /// Measures everything; takes about a minute.
  public static List<Measurement> measure(Path directory) throws Exception {
    byte[] data = SampleData.read(DATA_BYTES);
    var watch = new Stopwatch(RUNS);
    var all = new ArrayList<Measurement>();
    all.addAll(new Computing(data, watch).measure());
    all.addAll(new Storing(directory, data, watch).measure());
    return all;
  }
}
