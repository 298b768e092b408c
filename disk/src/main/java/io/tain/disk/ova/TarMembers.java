package io.tain.disk.ova;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Walks the headers of a tar archive (POSIX ustar and pax, GNU): regular files without a
/// directory,
/// each name once; whatever else an archive can hold is refused.
final class TarMembers {
  private static final int MAX_MEMBERS = 256;
  private static final int MAX_HEADERS = 4 * MAX_MEMBERS;
  private static final int MAX_NAME_BYTES = 4096;
  private static final int MAX_NAME_LENGTH = 255;
  private static final int MAX_EXTENSION_BYTES = 64 << 10;

  private final VirtualDisk file;
  private final List<TarMember> members = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private Optional<String> nextName = Optional.empty();
  private OptionalLong nextSize = OptionalLong.empty();

  private TarMembers(VirtualDisk file) {
    this.file = file;
  }

  /// The members in the order of the archive.
  ///
  /// @throws io.tain.disk.UnsafeDiskException for links, directories, devices, sparse files, names
  ///     with a directory, and names that come twice
  /// @throws io.tain.disk.MalformedDiskException if a header is damaged or a member is cut off
  static List<TarMember> of(VirtualDisk file) throws IOException {
    var walk = new TarMembers(file);
    long at = 0;
    for (int headers = 0; ; headers++) {
      TarHeader header = TarHeader.read(file, at);
      if (header.isEnd()) {
        return List.copyOf(walk.members);
      }
      if (headers == MAX_HEADERS) {
        throw OvaRefusal.unsafe(at, "more than %d headers".formatted(MAX_HEADERS));
      }
      at = walk.take(header);
    }
  }

  /// The name of the first member; empty when the archive begins otherwise.
  static Optional<String> firstName(VirtualDisk file) throws IOException {
    try {
      var walk = new TarMembers(file);
      TarHeader header = TarHeader.read(file, 0);
      while (!header.isFile() && header.at() < MAX_EXTENSION_BYTES) {
        header = TarHeader.read(file, walk.take(header));
      }
      header.check();
      return header.isFile() ? Optional.of(walk.name(header)) : Optional.empty();
    } catch (TainException noSuchArchive) {
      return Optional.empty();
    }
  }

  /// @return where the next header stands
  private long take(TarHeader header) throws IOException {
    header.check();
    long size = header.sizeBytes();
    switch (header.type()) {
      case TarHeader.LONG_NAME -> {
        ByteBuffer content = content(header, size, MAX_NAME_BYTES);
        nextName = Optional.of(TarHeader.decoded(content, header.at() + TarHeader.BYTES));
      }
      case TarHeader.EXTENSION -> {
        var records = PaxRecords.of(content(header, size, MAX_EXTENSION_BYTES), header.at());
        nextName = records.path().or(() -> nextName);
        nextSize = records.sizeBytes();
      }
      case TarHeader.GLOBAL_EXTENSION -> {
        var records = PaxRecords.of(content(header, size, MAX_EXTENSION_BYTES), header.at());
        if (records.path().isPresent() || records.sizeBytes().isPresent()) {
          throw OvaRefusal.unsafe(header.at(), "one name or size for all members");
        }
      }
      default -> {
        if (!header.isFile()) {
          throw OvaRefusal.unsafe(header.at(), "a member that is no regular file");
        }
        size = nextSize.orElse(size);
        add(header, size);
      }
    }
    long blocks = (size + TarHeader.BYTES - 1) / TarHeader.BYTES;
    return header.at() + (1 + blocks) * TarHeader.BYTES;
  }

  private void add(TarHeader header, long size) {
    String name = name(header);
    long contentAt = header.at() + TarHeader.BYTES;
    if (size > file.sizeBytes() - contentAt) {
      throw OvaRefusal.malformed(
          header.at(), "a member that ends inside the archive", size + " bytes");
    }
    if (members.size() == MAX_MEMBERS) {
      throw OvaRefusal.unsafe(header.at(), "more than %d members".formatted(MAX_MEMBERS));
    }
    if (!names.add(name)) {
      throw OvaRefusal.unsafe(header.at(), "two members named " + OvaRefusal.quoted(name));
    }
    members.add(new TarMember(name, new ByteRange(contentAt, size)));
    nextName = Optional.empty();
    nextSize = OptionalLong.empty();
  }

  private String name(TarHeader header) {
    boolean isElsewhere = nextName.isEmpty() && header.hasDirectory();
    String full = nextName.orElseGet(header::name);
    String name = full.startsWith("./") ? full.substring(2) : full;
    if (isElsewhere
        || name.isEmpty()
        || name.length() > MAX_NAME_LENGTH
        || name.equals(".")
        || name.contains("..")
        || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
      throw OvaRefusal.unsafe(
          header.at(), "a member outside of the first level: " + OvaRefusal.quoted(full));
    }
    return name;
  }

  private ByteBuffer content(TarHeader header, long size, int maxBytes) throws IOException {
    long at = header.at() + TarHeader.BYTES;
    if (size > maxBytes || size > file.sizeBytes() - at) {
      throw OvaRefusal.malformed(
          header.at(), "a name or extension of at most %d bytes".formatted(maxBytes), size);
    }
    return file.bytes(new ByteRange(at, size));
  }
}
