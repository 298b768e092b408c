package io.tain.store;

/// How far a scrub looks; each level includes those before it.
public enum ScrubLevel {
  /// Packs are where the catalogue says, and as long.
  LISTING,
  /// Every byte of packs, index and format file belongs to a CRC that fits; needs no key.
  CHECKSUMS,
  /// Every frame gives its plain bytes, and these have the ids that the footer says.
  CONTENTS,
  /// Every version's disk has its content digest.
  DISKS
}
