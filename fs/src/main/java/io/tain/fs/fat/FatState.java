package io.tain.fs.fat;

import io.tain.disk.VirtualDisk;
import io.tain.fs.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Set;

/// What a volume says of how it was left: Linux writes it into the boot sector, others into the
/// second entry of the table.
final class FatState {
  private static final int DIRTY = 1;
  private static final int ERRORS = 2;

  private FatState() {}

  static Set<Notice> of(ByteBuffer boot, VirtualDisk disk, FatGeometry geometry)
      throws IOException {
    int state = boot.get(geometry.bits() == 32 ? 65 : 37) | tableState(disk, geometry);
    var notices = EnumSet.noneOf(Notice.class);
    if ((state & DIRTY) != 0) {
      notices.add(Notice.NOT_UNMOUNTED);
    }
    if ((state & ERRORS) != 0) {
      notices.add(Notice.ERRORS_RECORDED);
    }
    return notices;
  }

  /// The two highest bits are set while all is well; FAT12 has no room for them.
  private static int tableState(VirtualDisk disk, FatGeometry geometry) throws IOException {
    if (geometry.bits() == 12) {
      return 0;
    }
    int highest = geometry.bits() == 32 ? 27 : 15;
    long entry = new FatTable(disk, geometry).state();
    boolean isClean = (entry >> highest & 1) != 0;
    boolean isSound = (entry >> (highest - 1) & 1) != 0;
    return (isClean ? 0 : DIRTY) | (isSound ? 0 : ERRORS);
  }
}
