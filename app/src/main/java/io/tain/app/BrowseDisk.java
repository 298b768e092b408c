package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.OpenedDisk;
import io.tain.fs.FileEntry;
import io.tain.fs.FileKind;
import io.tain.fs.FileNames;
import io.tain.fs.FileSystem;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Looks at the files inside a disk file; needs no store, and mounts nothing.
///
/// Links are followed inside the file system that they lie in, and never to files of this machine.
/// Paths, in and out, are escaped as [FileNames] does it.
public final class BrowseDisk {
  private final Detail detail;

  /// Looks at them.
  ///
  /// @param detail how much is told of each object
  public BrowseDisk(Detail detail) {
    this.detail = detail;
  }

  /// Shows what a directory holds, by name; of anything else, the thing itself.
  ///
  /// @throws TainException if the disk is unsafe, damaged or not supported; `partition.not-found`;
  ///     `fs.not-found`; `fs.unsupported` if the partition holds a file system that is not read, or
  ///     more names than are sorted; `fs.malformed`; `fs.path-not-found`; `request.malformed` for a
  ///     path that is not escaped
  /// @throws IOException if the file cannot be read; the call may be repeated
  public void list(Place place, String path, Reader reader) throws IOException {
    use(
        place,
        fileSystem -> {
          FileEntry start = entry(fileSystem, path);
          reader.read(
              fileSystem.type(),
              visitor -> {
                if (start.isDirectory()) {
                  fileSystem.listByName(start, entry -> show(fileSystem, entry, visitor));
                } else {
                  show(fileSystem, start, visitor);
                }
              });
        });
  }

  /// Shows everything below a directory: parents first, names in ascending order.
  ///
  /// @throws TainException as [#list]; `fs.wrong-kind` if the path is no directory
  /// @throws IOException if the file cannot be read; the call may be repeated
  public void walk(Place place, String path, Reader reader) throws IOException {
    use(
        place,
        fileSystem -> {
          FileEntry start = entry(fileSystem, path, FileKind.DIRECTORY);
          reader.read(
              fileSystem.type(),
              visitor -> fileSystem.walk(start, entry -> show(fileSystem, entry, visitor)));
        });
  }

  /// Copies the content of a file.
  ///
  /// @throws TainException as [#list]; `fs.wrong-kind` if the path is no file
  /// @throws IOException if the file cannot be read, or the target not be written
  public void copy(Place place, String path, OutputStream target) throws IOException {
    use(
        place,
        fileSystem -> {
          try (var content = fileSystem.open(entry(fileSystem, path, FileKind.FILE))) {
            content.transferTo(target);
          }
        });
  }

  private void show(FileSystem fileSystem, FileEntry entry, Visitor visitor) throws IOException {
    visitor.visit(Found.of(fileSystem, entry, detail));
  }

  private static void use(Place place, Use use) throws IOException {
    try (OpenedDisk opened = place.file().open()) {
      var volume = new ChosenVolume(opened);
      Optional<String> name = place.partition();
      use.with(name.isPresent() ? volume.named(name.get()) : volume.first());
    }
  }

  private static FileEntry entry(FileSystem fileSystem, String path) throws IOException {
    return fileSystem
        .find(FileNames.unescaped(path).orElseThrow(() -> notEscaped(path)))
        .orElseThrow(
            () ->
                TainException.of(
                    ErrorCode.FS_PATH_NOT_FOUND, "path", path, "filesystem", fileSystem.type()));
  }

  private static TainException notEscaped(String path) {
    return TainException.of(
        ErrorCode.REQUEST_MALFORMED,
        "expected",
        "\\\\, \\xNN, \\uNNNN or \\UNNNNNNNN for every backslash of a path",
        "found",
        path);
  }

  private static FileEntry entry(FileSystem fileSystem, String path, FileKind kind)
      throws IOException {
    FileEntry entry = entry(fileSystem, path);
    if (entry.kind() != kind) {
      throw TainException.of(
          ErrorCode.FS_WRONG_KIND,
          "path",
          path,
          "expected",
          phraseOf(kind),
          "found",
          phraseOf(entry.kind()));
    }
    return entry;
  }

  private static String phraseOf(FileKind kind) {
    return switch (kind) {
      case FILE -> "a file";
      case DIRECTORY -> "a directory";
      case SYMLINK -> "a link";
      case BLOCK_DEVICE -> "a block device";
      case CHARACTER_DEVICE -> "a character device";
      case PIPE -> "a pipe";
      case SOCKET -> "a socket";
    };
  }

  /// Where to look.
  ///
  /// @param partition its number, 0 for the whole disk, or `GROUP/NAME` of a logical volume;
  ///     without one, the first that holds a system, else the first that can be read
  public record Place(DiskFile file, Optional<String> partition) {}

  /// How much is told of an object.
  public enum Detail {
    ATTRIBUTES,
    EXTENDED_ATTRIBUTES
  }

  /// A file, directory, link or other object.
  ///
  /// @param kind such as `file`, `directory` or `block-device`
  /// @param mode the twelve permission bits
  /// @param target of a link, as it is written there; empty for all others
  /// @param extendedAttributes by full names, escaped as paths; none when they were not asked for
  public record Found(
      String path,
      String kind,
      int mode,
      long uid,
      long gid,
      int links,
      long sizeBytes,
      Instant modifiedAt,
      String target,
      SortedMap<String, byte[]> extendedAttributes) {
    private static Found of(FileSystem fileSystem, FileEntry entry, Detail detail)
        throws IOException {
      FileEntry.Attributes attributes = entry.attributes();
      return new Found(
          FileNames.escaped(entry.path()),
          nameOf(entry.kind()),
          attributes.mode(),
          attributes.uid(),
          attributes.gid(),
          attributes.links(),
          entry.sizeBytes(),
          attributes.modifiedAt(),
          entry.isLink() ? FileNames.escaped(fileSystem.linkTarget(entry)) : "",
          switch (detail) {
            case ATTRIBUTES -> Collections.emptySortedMap();
            case EXTENDED_ATTRIBUTES -> escaped(fileSystem.extendedAttributes(entry));
          });
    }

    private static SortedMap<String, byte[]> escaped(SortedMap<String, byte[]> attributes) {
      var escaped = new TreeMap<String, byte[]>();
      attributes.forEach((name, value) -> escaped.put(FileNames.escaped(name), value));
      return escaped;
    }

    private static String nameOf(FileKind kind) {
      return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// Takes the objects that were asked for, while the disk is open.
  @FunctionalInterface
  public interface Reader {
    /// Takes them.
    ///
    /// @param fileSystem its type, such as `ext4`
    void read(String fileSystem, Objects objects) throws IOException;
  }

  /// Objects that are read from the disk while they are shown, of which none is kept.
  @FunctionalInterface
  public interface Objects {
    /// Shows all of them; may be called again.
    void show(Visitor visitor) throws IOException;
  }

  /// Takes objects.
  @FunctionalInterface
  public interface Visitor {
    /// Takes one.
    void visit(Found found) throws IOException;
  }

  private interface Use {
    void with(FileSystem fileSystem) throws IOException;
  }
}
