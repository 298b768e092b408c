package io.tain.disk.layout;

import java.util.UUID;

/// How files of a format hold a disk of one size: in blocks, in the order of the disk.
///
/// Its results never change: a file that was begun to be sent is sent to its end by any later
/// version. Whoever changes a layout gives it a new number (`FormatView.LAYOUT_VERSION`).
public interface LayoutRules {
  /// In what realm ids are made, such as `vhd`.
  String realm();

  /// The virtual size that the file has: that of the disk, in whole sectors where it must be.
  long diskBytes();

  /// The unit of allocation: a power of two, from 4 KiB on.
  int blockBytes();

  /// So many blocks share a table that is there only when one of them is held; 0 without such
  /// tables.
  long tableBlocks();

  /// Where a block stands in the file.
  ///
  /// @param blocks hold this one and all that are held below it
  long placeOf(long block, BlockSet blocks);

  /// The whole file.
  ///
  /// @param id of the content
  Layout layout(BlockSet blocks, UUID id);
}
