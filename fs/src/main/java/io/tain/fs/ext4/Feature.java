package io.tain.fs.ext4;

/// The feature bits of the superblock that matter to a reader (kernel: fs/ext4/ext4.h).
final class Feature {
  static final int COMPAT_JOURNAL = 0x4;
  static final int COMPAT_SPARSE_SUPER2 = 0x200;

  static final int INCOMPAT_FILETYPE = 0x2;
  static final int INCOMPAT_RECOVER = 0x4;
  static final int INCOMPAT_JOURNAL_DEVICE = 0x8;
  static final int INCOMPAT_META_BG = 0x10;
  static final int INCOMPAT_EXTENTS = 0x40;
  static final int INCOMPAT_64BIT = 0x80;
  static final int INCOMPAT_MMP = 0x100;
  static final int INCOMPAT_FLEX_BG = 0x200;
  static final int INCOMPAT_EA_INODE = 0x400;
  static final int INCOMPAT_CSUM_SEED = 0x2000;
  static final int INCOMPAT_LARGE_DIR = 0x4000;
  static final int INCOMPAT_INLINE_DATA = 0x8000;
  static final int INCOMPAT_ENCRYPT = 0x10000;
  static final int INCOMPAT_CASEFOLD = 0x20000;

  /// What this reader understands; bits of the read-only group never keep a reader out.
  static final int INCOMPAT_READ =
      INCOMPAT_FILETYPE
          | INCOMPAT_RECOVER
          | INCOMPAT_META_BG
          | INCOMPAT_EXTENTS
          | INCOMPAT_64BIT
          | INCOMPAT_MMP
          | INCOMPAT_FLEX_BG
          | INCOMPAT_EA_INODE
          | INCOMPAT_CSUM_SEED
          | INCOMPAT_LARGE_DIR
          | INCOMPAT_INLINE_DATA
          | INCOMPAT_ENCRYPT
          | INCOMPAT_CASEFOLD;

  /// What ext3 has; any other bit makes it ext4, as libblkid decides.
  static final int INCOMPAT_EXT3 = INCOMPAT_FILETYPE | INCOMPAT_RECOVER | INCOMPAT_META_BG;

  static final int RO_SPARSE_SUPER = 0x1;
  static final int RO_GDT_CSUM = 0x10;
  static final int RO_BIGALLOC = 0x200;
  static final int RO_METADATA_CSUM = 0x400;
  static final int RO_EXT3 = 0x7;

  private Feature() {}
}
