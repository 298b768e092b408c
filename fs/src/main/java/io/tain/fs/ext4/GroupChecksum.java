package io.tain.fs.ext4;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The checksum of a group's descriptor: half of a CRC-32C, or the CRC-16 of `uninit_bg`.
///
/// Source: `ext4_group_desc_csum` of the kernel's fs/ext4/super.c.
record GroupChecksum(Superblock superblock) {
  private static final int REVERSED_POLYNOMIAL = 0xA001;

  void check(long group, GroupDescriptor descriptor) {
    short found = descriptor.bytes().getShort(GroupDescriptor.CHECKSUM_OFFSET);
    if (superblock.hasGroupChecksums() && found != of((int) group, descriptor.bytes())) {
      throw Blocks.malformed(descriptor.offset(), "the checksum of group " + group, found);
    }
  }

  private short of(int group, ByteBuffer descriptor) {
    if (superblock.hasChecksums()) {
      ByteBuffer cleared = ByteBuffer.allocate(descriptor.capacity()).put(descriptor.duplicate());
      cleared.putShort(GroupDescriptor.CHECKSUM_OFFSET, (short) 0).flip();
      return (short) superblock.checksumSeed().then(group).of(cleared);
    }
    int sum = crc16(0xFFFF, superblock.uuidBytes());
    sum = crc16(sum, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, group));
    sum = crc16(sum, descriptor.slice(0, GroupDescriptor.CHECKSUM_OFFSET));
    int rest = GroupDescriptor.CHECKSUM_OFFSET + 2;
    return (short) crc16(sum, descriptor.slice(rest, descriptor.capacity() - rest));
  }

  private static int crc16(int start, ByteBuffer bytes) {
    int sum = start;
    for (int i = 0; i < bytes.capacity(); i++) {
      sum ^= bytes.get(i) & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        sum = (sum & 1) != 0 ? (sum >>> 1) ^ REVERSED_POLYNOMIAL : sum >>> 1;
      }
    }
    return sum;
  }
}
