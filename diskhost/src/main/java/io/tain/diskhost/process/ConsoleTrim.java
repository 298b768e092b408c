package io.tain.diskhost.process;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.base.ConsoleFile;
import io.tain.base.Fault;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Gives free on the disk what guests printed long ago: none of them fills it.
///
/// In the disk host, which lives as long as a guest does. For one thread.
final class ConsoleTrim {
  private static final System.Logger log = System.getLogger(ConsoleTrim.class.getName());
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int BLOCK_BYTES = 4096;

  private final Path instances;
  private final List<String> punch;

  /// How much of a console is free already.
  private final Map<Path, Long> freeBytes = new HashMap<>();

  ConsoleTrim(Path instances) {
    this(instances, List.of("fallocate", "--punch-hole"));
  }

  /// @param punch the program that makes a hole of an option `--length` in a file
  ConsoleTrim(Path instances, List<String> punch) {
    this.instances = instances;
    this.punch = punch;
  }

  /// Trims until it is interrupted.
  void run() {
    var fault = new Fault(log, "consoles were not trimmed; guests may fill the disk");
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PAUSE);
        trimAll();
        fault.ended();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException | RuntimeException e) {
        fault.because(e);
      }
    }
  }

  void trimAll() throws IOException, InterruptedException {
    freeBytes.keySet().removeIf(Files::notExists);
    try (DirectoryStream<Path> children = Files.newDirectoryStream(instances, Files::isDirectory)) {
      for (Path child : children) {
        trim(child.resolve(ConsoleFile.NAME));
      }
    }
  }

  private void trim(Path console) throws IOException, InterruptedException {
    long sizeBytes;
    try {
      sizeBytes = Files.size(console);
    } catch (NoSuchFileException _) {
      return; // its instance starts only, or was removed
    }
    long known = freeBytes.getOrDefault(console, 0L);
    // A shorter one is of another instance that has the name now.
    long before = sizeBytes < known ? 0 : known;
    if (sizeBytes - before <= ConsoleFile.MAX_BYTES) {
      return;
    }
    long after = (sizeBytes - ConsoleFile.KEPT_BYTES) / BLOCK_BYTES * BLOCK_BYTES;
    free(console, after);
    freeBytes.put(console, after);
  }

  private void free(Path console, long lengthBytes) throws IOException, InterruptedException {
    var command = new ArrayList<>(punch);
    command.addAll(List.of("--length", String.valueOf(lengthBytes), console.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(Redirect.DISCARD)
            .redirectError(Redirect.DISCARD)
            .start();
    if (process.waitFor() == 0) {
      return;
    }
    // A file system without holes. QEMU writes on where it was, behind a hole that this makes.
    try (FileChannel channel = FileChannel.open(console, StandardOpenOption.WRITE)) {
      channel.truncate(0);
    }
    log.log(WARNING, () -> "all of a console was given free console=" + console);
  }
}
