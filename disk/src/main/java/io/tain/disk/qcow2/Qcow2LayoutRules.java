package io.tain.disk.qcow2;

import static io.tain.disk.qcow2.Qcow2Layout.CLUSTER_BYTES;

import io.tain.disk.layout.BlockSet;
import io.tain.disk.layout.Layout;
import io.tain.disk.layout.LayoutRules;
import java.util.UUID;

/// Files in qcow2 of plain clusters: each L2 table stands before the clusters that it names.
public final class Qcow2LayoutRules implements LayoutRules {
  private final Qcow2Layout frame;

  /// The rules for a disk of so many bytes.
  public Qcow2LayoutRules(long sizeBytes) {
    this.frame = new Qcow2Layout(sizeBytes);
  }

  @Override
  public String realm() {
    return HeaderRules.FORMAT;
  }

  @Override
  public long diskBytes() {
    return frame.virtualSizeBytes();
  }

  @Override
  public int blockBytes() {
    return CLUSTER_BYTES;
  }

  @Override
  public long tableBlocks() {
    return Qcow2Layout.L2_ENTRIES;
  }

  @Override
  public long placeOf(long block, BlockSet blocks) {
    return PlainClusterLayout.clusterOf(frame, blocks, block) * CLUSTER_BYTES;
  }

  // The format has no place for an id.
  @Override
  public Layout layout(BlockSet blocks, UUID id) {
    return new PlainClusterLayout(frame, blocks);
  }
}
