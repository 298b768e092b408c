package io.tain.disk.vhd;

import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import io.tain.disk.layout.LayoutRules;
import java.nio.ByteBuffer;
import java.util.UUID;

/// Files in fixed VHD: the bytes of the disk, then a footer.
public final class FixedVhdLayoutRules implements LayoutRules {
  private static final int BLOCK_BYTES = 2 << 20;

  private final long sizeBytes;

  /// The rules for a disk of so many bytes.
  ///
  /// @throws io.tain.base.TainException `quota.exceeded` for a disk that is too large
  public FixedVhdLayoutRules(long sizeBytes) {
    this.sizeBytes = VhdLayoutSize.of(sizeBytes);
  }

  @Override
  public String realm() {
    return VhdRules.FORMAT;
  }

  @Override
  public long diskBytes() {
    return sizeBytes;
  }

  @Override
  public int blockBytes() {
    return BLOCK_BYTES;
  }

  @Override
  public long tableBlocks() {
    return 0;
  }

  @Override
  public long placeOf(long block, BlockSet blocks) {
    return block * BLOCK_BYTES;
  }

  @Override
  public Layout layout(BlockSet blocks, UUID id) {
    return new File(sizeBytes, VhdFooter.ofFixed(sizeBytes, id).bytes());
  }

  private record File(long diskBytes, ByteBuffer footer) implements Layout {
    @Override
    public long sizeBytes() {
      return diskBytes + VhdFooter.BYTES;
    }

    @Override
    public Part at(long offset) {
      return offset < diskBytes
          ? new Part.Held(diskBytes, offset)
          : new Part.Computed(diskBytes, sizeBytes(), footer::duplicate);
    }
  }
}
