package io.tain.fs.xfs;

import java.nio.ByteBuffer;
import java.util.UUID;

/// Where a structure of version 5 says that it is itself: its checksum, place, file system, owner.
///
/// A block of another time or file that got to this place has a sound checksum, but not these.
///
/// @param checksumAt byte of the CRC-32C
/// @param placeAt byte of the number of the 512-byte sector that the structure starts at
/// @param uuidAt byte of the file system's uuid
/// @param ownerAt byte of the inode or group that the structure belongs to
/// @param ownerBytes 8 for an inode, 4 for a group
record Stamp(int checksumAt, int placeAt, int uuidAt, int ownerAt, int ownerBytes) {
  static final Stamp DIRECTORY_DATA = new Stamp(4, 8, 24, 40, 8);
  static final Stamp ATTRIBUTE_NODE = new Stamp(12, 16, 32, 48, 8);
  static final Stamp CONTENT = new Stamp(12, 40, 16, 32, 8);
  static final Stamp FILE_TREE = new Stamp(64, 24, 40, 56, 8);
  static final Stamp GROUP_TREE = new Stamp(52, 16, 32, 48, 4);

  /// Makes sure that a structure is what is expected at this place.
  ///
  /// @param bytes all of it, big-endian
  /// @param offset where it lies, in bytes
  /// @param owner inode, or group for GROUP_TREE
  void check(ByteBuffer bytes, UUID uuid, long offset, long owner) {
    expect(Checksum.matches(bytes, checksumAt), offset + checksumAt, "the checksum", "another");
    long place = bytes.getLong(placeAt);
    expect(place == offset / 512, offset + placeAt, "sector " + offset / 512, place);
    var found = new UUID(bytes.getLong(uuidAt), bytes.getLong(uuidAt + 8));
    expect(found.equals(uuid), offset + uuidAt, "uuid " + uuid, found);
    long foundOwner = ownerBytes == 4 ? bytes.getInt(ownerAt) : bytes.getLong(ownerAt);
    expect(foundOwner == owner, offset + ownerAt, "owner " + owner, foundOwner);
  }

  private static void expect(boolean condition, long offset, String expected, Object found) {
    if (!condition) {
      throw Blocks.malformed(offset, expected, found);
    }
  }
}
