package io.tain.fs.fat;

import io.tain.base.ByteRange;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The entries of a directory, which lies in these runs of the disk.
record FatDirectory(VirtualDisk disk, List<ByteRange> runs) {
  static final int ENTRY_BYTES = 32;

  /// The specification's limit for a directory: 65,536 entries.
  static final int MAX_BYTES = 65536 * ENTRY_BYTES;

  private static final int DELETED = 0xE5;

  /// Shows every file and directory but `.` and `..`, and the label, until the visitor says no.
  void scan(Visitor visitor) throws IOException {
    var longName = new LongName();
    for (ByteRange run : runs) {
      ByteBuffer bytes = ByteBuffer.allocate((int) run.length()).order(ByteOrder.LITTLE_ENDIAN);
      disk.read(run.offset(), bytes);
      for (int at = 0; at + ENTRY_BYTES <= run.length(); at += ENTRY_BYTES) {
        ByteBuffer entry = bytes.slice(at, ENTRY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        boolean isMore =
            entry.get(0) != 0 && visit(new FatEntry(entry, run.offset() + at), longName, visitor);
        if (!isMore) {
          return;
        }
      }
    }
  }

  private static boolean visit(FatEntry entry, LongName longName, Visitor visitor)
      throws IOException {
    if ((entry.bytes().get(0) & 0xFF) == DELETED) {
      longName.clear();
      return true;
    }
    if (entry.isLongName()) {
      longName.add(entry);
      return true;
    }
    String name = longName.nameOf(entry);
    longName.clear();
    String shortName = entry.shortName();
    if (!entry.isLabel() && (shortName.equals(".") || shortName.equals(".."))) {
      return true;
    }
    return visitor.visit(checked(name.isEmpty() ? shortName : name, entry), entry);
  }

  private static String checked(String name, FatEntry entry) {
    boolean isRefused = name.isEmpty() || name.equals(".") || name.equals("..");
    if (!entry.isLabel() && (isRefused || name.indexOf('/') >= 0 || name.indexOf(0) >= 0)) {
      throw FatGeometry.malformed(entry.offset(), "a name without / and zero characters", name);
    }
    return name;
  }

  /// Takes the entries of a directory.
  interface Visitor {
    /// Takes one entry; answers true to be shown more.
    boolean visit(String name, FatEntry entry) throws IOException;
  }
}
