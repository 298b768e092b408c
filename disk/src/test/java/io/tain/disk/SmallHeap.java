package io.tain.disk;

import io.tain.testkit.ExternalTool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs of tests in a Java process of their own, with 66 MiB of heap.
///
/// The process itself takes more than two of them: a program that ends has never held 64 MiB,
/// whatever the collector was like.
public final class SmallHeap {
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmn4m", "-Xmx66m", "-XX:TieredStopAtLevel=1");

  private SmallHeap() {}

  /// What the program printed.
  ///
  /// @throws AssertionError if it ran out of memory, or failed otherwise
  public static String run(Class<?> program, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(OPTIONS);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(program.getName());
    command.addAll(List.of(arguments));
    return ExternalTool.of(command.toArray(String[]::new)).run();
  }
}
