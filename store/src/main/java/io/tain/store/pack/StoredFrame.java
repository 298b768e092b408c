package io.tain.store.pack;

import java.nio.ByteBuffer;
import java.util.List;

/// The stored bytes of a frame, checked against footer and CRC, with what its header says of bases.
///
/// @param footer of the pack it was read from
/// @param bases empty unless it is a delta frame
public record StoredFrame(PackFooter footer, int frame, ByteBuffer bytes, List<DeltaBase> bases) {
  public StoredFrame {
    bases = List.copyOf(bases);
  }

  /// Compares the id of a base that was found with the one that the header names.
  ///
  /// @throws io.tain.store.DamagedException if it is another
  public void requireBase(int base, FrameId found) {
    FrameId expected = bases.get(base).id();
    check()
        .that(
            PackFormat.FRAME_BASES_OFFSET + (long) base * DeltaBase.SIZE_BYTES,
            "base frame " + expected,
            found,
            expected.equals(found));
  }

  /// Checks that an object of this size may be a dictionary.
  ///
  /// @throws io.tain.store.DamagedException if it is too large
  public void requireDictionary(int baseBytes) {
    int max = FrameCodec.MAX_BASE_OBJECT_BYTES;
    check().that(4, "a base of at most " + max, baseBytes, baseBytes <= max);
  }

  Checked check() {
    return new Checked("pack " + footer.pack() + " frame " + frame, footer.frameOffset(frame));
  }
}
