package io.tain.inspect.dpkg;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.inspect.InstalledPackage;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The packages that dpkg has installed in a file system, or that an image without dpkg lists.
///
/// Reads `/var/lib/dpkg/status`, the updates that dpkg had not merged into it yet, and
/// `/var/lib/dpkg/status.d`; nothing else. Source: dpkg's lib/dpkg/dbmodify.c.
public final class DpkgDatabase {
  private static final String DIRECTORY = "/var/lib/dpkg";
  private static final long MAX_FILE_BYTES = 64L << 20;
  private static final int MAX_PACKAGES = 200_000;
  private static final int MAX_SHOWN_CHARACTERS = 80;

  private final FileSystem fileSystem;
  private final Map<String, InstalledPackage> packages = new HashMap<>();

  private DpkgDatabase(FileSystem fileSystem) {
    this.fileSystem = fileSystem;
  }

  /// The installed packages, sorted; empty when there is no such database.
  ///
  /// @throws TainException `packages.malformed` if it is damaged or larger than 64 MiB
  public static Optional<List<InstalledPackage>> read(FileSystem fileSystem) throws IOException {
    Optional<FileEntry> status = fileSystem.find(DIRECTORY + "/status").filter(FileEntry::isFile);
    Optional<FileEntry> parts =
        fileSystem.find(DIRECTORY + "/status.d").filter(FileEntry::isDirectory);
    if (status.isEmpty() && parts.isEmpty()) {
      return Optional.empty();
    }
    var database = new DpkgDatabase(fileSystem);
    if (status.isPresent()) {
      database.add(status.get(), false);
      database.addUpdates();
    }
    if (parts.isPresent()) {
      database.addAll(parts.get(), name -> !name.endsWith(".md5sums"), true);
    }
    return Optional.of(database.packages.values().stream().sorted().toList());
  }

  private void addUpdates() throws IOException {
    Optional<FileEntry> updates = fileSystem.find(DIRECTORY + "/updates");
    if (updates.isPresent() && updates.get().isDirectory()) {
      addAll(updates.get(), name -> name.matches("[0-9]+"), false);
    }
  }

  private void addAll(FileEntry directory, NameFilter filter, boolean isInstalledWhenSilent)
      throws IOException {
    fileSystem.listByName(
        directory,
        file -> {
          if (file.isFile() && filter.takes(file.name())) {
            add(file, isInstalledWhenSilent);
          }
        });
  }

  private void add(FileEntry file, boolean isInstalledWhenSilent) throws IOException {
    if (file.sizeBytes() > MAX_FILE_BYTES) {
      throw malformed(file.path(), 0, "at most " + MAX_FILE_BYTES + " bytes", file.sizeBytes());
    }
    try (InputStream input = fileSystem.open(file)) {
      var reader = new StanzaReader(file.path(), input);
      for (Stanza stanza = reader.next(); stanza != null; stanza = reader.next()) {
        packages.remove(stanza.identity());
        if (stanza.isInstalled(isInstalledWhenSilent)) {
          packages.put(stanza.identity(), stanza.toPackage());
        }
        if (packages.size() > MAX_PACKAGES) {
          throw malformed(
              file.path(), stanza.offset(), "at most " + MAX_PACKAGES + " packages", "more");
        }
      }
    }
  }

  static TainException malformed(String path, long offset, String expected, Object found) {
    String shown = String.valueOf(found).replaceAll("\\p{Cntrl}", "?");
    return TainException.of(
        ErrorCode.PACKAGES_MALFORMED,
        "path",
        path,
        "offset",
        offset,
        "expected",
        expected,
        "found",
        shown.substring(0, Math.min(shown.length(), MAX_SHOWN_CHARACTERS)));
  }

  /// Which files of a directory belong to the database.
  private interface NameFilter {
    boolean takes(String name);
  }
}
