package io.tain.diskhost.exports;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Json;
import io.tain.base.DurableFiles;
import io.tain.diskhost.ServedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/// `exports.json`: what a disk host serves, for the one that starts after it.
public final class ExportsFile {
  private final Path file;
  private final DurableFiles files;

  public ExportsFile(Path file, DurableFiles files) {
    this.file = file;
    this.files = files;
  }

  /// What was served last; nothing when no host has served anything yet.
  public List<ServedDisk> read() throws IOException {
    return read(file);
  }

  /// What the file lists.
  public static List<ServedDisk> read(Path file) throws IOException {
    try {
      return Json.read(Files.readString(file), Exports.class).exports();
    } catch (NoSuchFileException e) {
      return List.of(); // no host has served anything yet
    }
  }

  /// Writes down what is served now.
  public void write(Collection<ServedDisk> exports) throws IOException {
    files.write(file, Json.write(new Exports(List.copyOf(exports))).getBytes(UTF_8));
  }

  record Exports(List<ServedDisk> exports) {}
}
