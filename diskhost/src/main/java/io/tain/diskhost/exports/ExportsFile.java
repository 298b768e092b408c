package io.tain.diskhost.exports;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Json;
import io.tain.base.DurableFiles;
import io.tain.diskhost.ServedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// `exports.json`: what a disk host serves, for the one that starts after it.
public final class ExportsFile {
  private static final System.Logger log = System.getLogger(ExportsFile.class.getName());

  private final Path file;
  private final DurableFiles files;

  public ExportsFile(Path file, DurableFiles files) {
    this.file = file;
    this.files = files;
  }

  /// What was served last; nothing when no host has served anything yet.
  ///
  /// A file that says nothing is set aside: the server names what its guests need once more.
  public List<ServedDisk> read() throws IOException {
    Optional<List<ServedDisk>> listed = read(file);
    if (listed.isEmpty()) {
      Path aside = file.resolveSibling(file.getFileName() + ".damaged");
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      log.log(WARNING, () -> "exports cannot be read and were set aside file=" + aside);
    }
    return listed.orElse(List.of());
  }

  /// What the file lists; empty when it is damaged.
  public static Optional<List<ServedDisk>> read(Path file) throws IOException {
    try {
      Exports listed = Json.read(new String(Files.readAllBytes(file), UTF_8), Exports.class);
      return Optional.ofNullable(listed).map(Exports::exports).filter(ExportsFile::isWhole);
    } catch (NoSuchFileException e) {
      return Optional.of(List.of()); // no host has served anything yet
    } catch (JacksonException e) {
      log.log(DEBUG, () -> "exports cannot be read file=" + file, e);
      return Optional.empty();
    }
  }

  private static boolean isWhole(List<ServedDisk> exports) {
    return exports.stream().noneMatch(Objects::isNull);
  }

  /// Writes down what is served now.
  public void write(Collection<ServedDisk> exports) throws IOException {
    files.write(file, Json.write(new Exports(List.copyOf(exports))).getBytes(UTF_8));
  }

  record Exports(List<ServedDisk> exports) {}
}
