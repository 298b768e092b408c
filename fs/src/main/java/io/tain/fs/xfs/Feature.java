package io.tain.fs.xfs;

/// Bits of the superblock's feature fields, by the names of the kernel's
/// fs/xfs/libxfs/xfs_format.h.
final class Feature {
  static final int VERSION_MASK = 0xF;
  static final int VERSION_ATTRIBUTES = 0x10;
  static final int VERSION_NLINK = 0x20;
  static final int VERSION_DIRECTORY_2 = 0x2000;
  static final int VERSION_ASCII_CI = 0x4000;
  static final int VERSION_MORE_BITS = 0x8000;

  static final int FEATURES2_LAZY_COUNTERS = 0x2;
  static final int FEATURES2_FTYPE = 0x200;

  static final int INCOMPAT_FTYPE = 0x1;
  static final int INCOMPAT_SPARSE_INODES = 0x2;
  static final int INCOMPAT_META_UUID = 0x4;
  static final int INCOMPAT_BIGTIME = 0x8;
  static final int INCOMPAT_NEEDS_REPAIR = 0x10;
  static final int INCOMPAT_LARGE_COUNTERS = 0x20;
  static final int INCOMPAT_EXCHANGE_RANGE = 0x40;
  static final int INCOMPAT_PARENT = 0x80;
  static final int INCOMPAT_METADIR = 0x100;
  static final int INCOMPAT_ZONED = 0x200;

  /// What a reader has to know of; the others are refused.
  static final int INCOMPAT_READ =
      INCOMPAT_FTYPE
          | INCOMPAT_SPARSE_INODES
          | INCOMPAT_META_UUID
          | INCOMPAT_BIGTIME
          | INCOMPAT_LARGE_COUNTERS
          | INCOMPAT_EXCHANGE_RANGE
          | INCOMPAT_PARENT;

  private Feature() {}
}
