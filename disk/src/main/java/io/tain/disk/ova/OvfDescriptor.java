package io.tain.disk.ova;

import io.tain.disk.DiskArchive.Product;
import java.util.List;

/// What the descriptor of an archive says, as far as disks are concerned.
record OvfDescriptor(List<FileReference> files, List<Disk> disks, List<Product> products) {
  static final int MAX_BYTES = 1 << 20;

  OvfDescriptor {
    files = List.copyOf(files);
    disks = List.copyOf(disks);
    products = List.copyOf(products);
  }

  /// A file that belongs to the machine.
  ///
  /// @param size in bytes, as it is written there; empty when it is not said
  /// @param compression `gzip`, `identity` or empty
  /// @param chunkSize empty for a file in one piece
  record FileReference(String id, String href, String size, String compression, String chunkSize) {}

  /// A disk.
  ///
  /// @param fileId of its file; empty for a disk without content
  /// @param parentId of the disk that it differs from; empty for none
  /// @param format the address of the format's specification
  record Disk(String fileId, String parentId, String format) {}
}
