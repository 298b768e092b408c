package io.tain.store.pack;

import io.tain.store.DamagedException;
import java.util.ArrayList;
import java.util.List;

/// The dictionary of a delta frame: the chosen blocks of its bases, the best base last.
///
/// @param bytes not to be changed
/// @param hints where each base is, in the same order
@SuppressWarnings("ArrayRecordComponent") // shared on purpose: up to 512 KiB for each frame
public record Dictionary(byte[] bytes, List<DeltaBase> bases, List<HintedBase> hints) {
  public Dictionary {
    bases = List.copyOf(bases);
    hints = List.copyOf(hints);
  }

  /// The dictionary that a writer has chosen.
  ///
  /// @param plains the plain bytes of each base
  public static Dictionary of(List<DeltaBase> bases, List<HintedBase> hints, List<byte[]> plains) {
    return new Dictionary(assemble(bases, plains), bases, hints);
  }

  /// The dictionary that a header names.
  ///
  /// @param plains the plain bytes of each base
  /// @throws DamagedException if the header asks for more than the bases have
  static byte[] read(StoredFrame frame, List<byte[]> plains) {
    long total = 0;
    for (int i = 0; i < plains.size(); i++) {
      DeltaBase base = frame.bases().get(i);
      int blocks = plains.get(i).length / FooterColumns.BLOCK_BYTES;
      boolean fits = base.mask() == 0 || blocks >= 64 || base.mask() >>> blocks == 0;
      frame.check().that(24 + 40L * i + 32, "blocks of its base", base, fits);
      total += base.dictionaryBytes(plains.get(i).length);
    }
    int max =
        frame.bases().getFirst().mask() == 0
            ? FrameCodec.MAX_BASE_OBJECT_BYTES
            : FrameCodec.MAX_DICTIONARY_BYTES;
    frame.check().that(24, "a dictionary of at most " + max, total, total <= max);
    return assemble(frame.bases(), plains);
  }

  private static byte[] assemble(List<DeltaBase> bases, List<byte[]> plains) {
    var sizes = new ArrayList<Integer>();
    for (int i = 0; i < plains.size(); i++) {
      sizes.add(bases.get(i).dictionaryBytes(plains.get(i).length));
    }
    byte[] bytes = new byte[sizes.stream().mapToInt(Integer::intValue).sum()];
    int at = 0;
    for (int i = 0; i < plains.size(); i++) {
      at = copy(plains.get(i), bases.get(i).mask(), bytes, at);
    }
    return bytes;
  }

  /// Copies the chosen blocks, neighbours together.
  private static int copy(byte[] plain, long mask, byte[] target, int start) {
    if (mask == 0) {
      System.arraycopy(plain, 0, target, start, plain.length);
      return start + plain.length;
    }
    int at = start;
    long left = mask;
    while (left != 0) {
      int block = Long.numberOfTrailingZeros(left);
      int count = Long.numberOfTrailingZeros(~(left >>> block));
      int length = count * FooterColumns.BLOCK_BYTES;
      System.arraycopy(plain, block * FooterColumns.BLOCK_BYTES, target, at, length);
      at += length;
      left &= count + block == 64 ? 0 : -1L << (block + count);
    }
    return at;
  }
}
