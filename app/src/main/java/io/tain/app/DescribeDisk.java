package io.tain.app;

import io.tain.disk.DiskDescription;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Scrutiny;
import io.tain.disk.registry.DiskFormats;
import io.tain.fs.Notice;
import io.tain.inspect.Inspector;
import io.tain.inspect.PartitionContent;
import io.tain.inspect.system.DiskInspector;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Tells what a disk file is, and what a safe one holds; needs no store.
public final class DescribeDisk {
  private final Inspector inspector = new DiskInspector();

  /// Describes a file, be it safe or not; one that is refused is not looked into.
  ///
  /// @param scrutiny how much of it is read
  /// @throws io.tain.base.TainException `disk.choice` if it has no disk of this number
  /// @throws IOException if the file cannot be read; the call may be repeated
  public Described run(DiskFile file, Scrutiny scrutiny) throws IOException {
    return DiskFormats.describe(
        file.path(),
        file.number(),
        scrutiny,
        (disk, opened) -> described(disk, opened.isPresent() ? contents(opened.get()) : List.of()));
  }

  private List<PartitionContent> contents(OpenedDisk opened) throws IOException {
    return inspector.partitions(opened.disk(), opened.partitions());
  }

  private static Described described(DiskDescription disk, List<PartitionContent> contents) {
    var partitions = new ArrayList<Content>();
    var volumes = new ArrayList<LogicalContent>();
    for (PartitionContent one : contents) {
      var content = Content.of(one);
      if (one.volume().isEmpty()) {
        partitions.add(content);
      } else {
        long size = one.partition().range().length();
        volumes.add(
            new LogicalContent(
                one.volume(), one.partition().type(), one.partition().id(), size, content));
      }
    }
    return new Described(disk, partitions, volumes);
  }

  /// A file, and what it holds.
  ///
  /// @param contents what each partition holds, in the order of the table; without one, what the
  ///     whole disk holds; none for a file that is refused, or not read so far
  /// @param volumes the logical volumes on them
  public record Described(
      DiskDescription disk, List<Content> contents, List<LogicalContent> volumes) {
    public Described {
      contents = List.copyOf(contents);
      volumes = List.copyOf(volumes);
    }

    /// What a partition holds; nothing when it was not read so far.
    ///
    /// @param index in the order of the table
    public Content content(int index) {
      return index < contents.size() ? contents.get(index) : Content.NONE;
    }

    /// What the whole disk holds; nothing when it has a partition table, or was refused.
    public Content content() {
      return disk.partitions().partitions().isEmpty() && !contents.isEmpty()
          ? contents.getFirst()
          : Content.NONE;
    }
  }

  /// What a partition or a whole disk holds.
  ///
  /// @param fileSystem in one word, such as `ext4`, `luks` or `unknown`
  /// @param problem the code of the error that kept it from being read; empty when there is none
  /// @param notices what is unusual about the file system, such as `journal-replayed`
  public record Content(String fileSystem, String problem, List<String> notices) {
    private static final Content NONE = new Content("", "", List.of());

    public Content {
      notices = List.copyOf(notices);
    }

    private static Content of(PartitionContent content) {
      return new Content(
          content.type(),
          content.problem(),
          content.notices().stream().map(Content::nameOf).toList());
    }

    private static String nameOf(Notice notice) {
      return notice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /// A logical volume and what it holds.
  ///
  /// @param name `GROUP/NAME`
  /// @param type how it is made, such as `linear`, `striped` or `thin`
  public record LogicalContent(
      String name, String type, String id, long sizeBytes, Content content) {}
}
