package io.tain.store.pack;

import io.tain.store.PackName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The columns of a footer that say where the base frames of delta frames were: docs/FORMAT.md 3.3.
///
/// @param packs of base frames, ascending
/// @param firstBase of each frame, and the number of all at the end
/// @param packOf index into `packs` for each base
/// @param frameOf ordinal of each base in its pack
/// @param ids the first 16 bytes of each base's id, as two numbers
@SuppressWarnings("ArrayRecordComponent")
record DeltaColumns(
    List<PackName> packs, int[] firstBase, int[] packOf, int[] frameOf, long[] ids) {
  private static final int MAX_PACKS = 65_536;
  private static final int HEADER_BYTES = 8;
  private static final int BASE_BYTES = 24;

  DeltaColumns {
    packs = List.copyOf(packs);
  }

  /// The columns of a pack without delta frames, which are not written.
  static DeltaColumns none(int frames) {
    return new DeltaColumns(List.of(), new int[frames + 1], new int[0], new int[0], new long[0]);
  }

  /// The columns of frames with these bases.
  static DeltaColumns of(List<List<HintedBase>> frames) {
    var names = new TreeSet<PackName>();
    frames.forEach(bases -> bases.forEach(base -> names.add(base.pack())));
    List<PackName> packs = List.copyOf(names);
    int[] firstBase = new int[frames.size() + 1];
    var all = new ArrayList<HintedBase>();
    for (int frame = 0; frame < frames.size(); frame++) {
      all.addAll(frames.get(frame));
      firstBase[frame + 1] = all.size();
    }
    long[] ids = new long[2 * all.size()];
    for (int i = 0; i < all.size(); i++) {
      ids[2 * i] = all.get(i).idHigh();
      ids[2 * i + 1] = all.get(i).idLow();
    }
    return new DeltaColumns(
        packs,
        firstBase,
        all.stream().mapToInt(base -> packs.indexOf(base.pack())).toArray(),
        all.stream().mapToInt(HintedBase::frame).toArray(),
        ids);
  }

  boolean isEmpty() {
    return packOf.length == 0;
  }

  int count(int frame) {
    return firstBase[frame + 1] - firstBase[frame];
  }

  HintedBase hint(int frame, int base) {
    int at = firstBase[frame] + base;
    return new HintedBase(packs.get(packOf[at]), frameOf[at], ids[2 * at], ids[2 * at + 1]);
  }

  int sizeBytes() {
    return isEmpty()
        ? 0
        : HEADER_BYTES
            + PackName.SIZE_BYTES * packs.size()
            + (firstBase.length - 1)
            + BASE_BYTES * packOf.length;
  }

  /// What one more frame with so many bases adds at most, when each is in a pack of its own.
  static int maxAddedBytes(int bases) {
    return 1 + bases * (BASE_BYTES + PackName.SIZE_BYTES);
  }

  void encode(ByteBuffer footer) {
    footer.putInt(packs.size()).putInt(packOf.length);
    packs.forEach(pack -> footer.putLong(pack.high()).putLong(pack.low()));
    for (int frame = 0; frame + 1 < firstBase.length; frame++) {
      footer.put((byte) count(frame));
    }
    for (int pack : packOf) {
      footer.putInt(pack);
    }
    for (int frame : frameOf) {
      footer.putInt(frame);
    }
    for (long half : ids) {
      footer.putLong(half);
    }
  }

  /// @param in the rest of the footer
  /// @param at where it begins in the footer
  static DeltaColumns decode(ByteBuffer in, int frames, int at, Checked check) {
    check.that(at, "delta columns", in.remaining(), in.remaining() >= HEADER_BYTES);
    int packCount = in.getInt();
    int bases = in.getInt();
    check.that(at, "a number of packs", packCount, packCount >= 1 && packCount <= MAX_PACKS);
    long most = (long) FrameCodec.MAX_BASES * frames;
    check.that(at + 4, "a number of bases", bases, bases >= 1 && bases <= most);
    long size = (long) PackName.SIZE_BYTES * packCount + frames + (long) BASE_BYTES * bases;
    check.that(at, "delta columns of " + size, in.remaining(), size == in.remaining());
    var packs = new ArrayList<PackName>(packCount);
    for (int i = 0; i < packCount; i++) {
      packs.add(new PackName(in.getLong(), in.getLong()));
      check.that(at, "ascending packs", i, i == 0 || packs.get(i - 1).compareTo(packs.get(i)) < 0);
    }
    int[] firstBase = new int[frames + 1];
    for (int frame = 0; frame < frames; frame++) {
      int count = in.get();
      check.that(at, "0 to 4 bases", count, count >= 0 && count <= FrameCodec.MAX_BASES);
      firstBase[frame + 1] = firstBase[frame] + count;
    }
    check.that(at + 4, bases, firstBase[frames], firstBase[frames] == bases);
    int[] packOf = new int[bases];
    int[] frameOf = new int[bases];
    long[] ids = new long[2 * bases];
    for (int i = 0; i < bases; i++) {
      packOf[i] = in.getInt();
      check.that(at, "a pack of the table", packOf[i], packOf[i] >= 0 && packOf[i] < packCount);
    }
    for (int i = 0; i < bases; i++) {
      frameOf[i] = in.getInt();
      check.that(
          at, "an ordinal", frameOf[i], frameOf[i] >= 0 && frameOf[i] < PackFormat.MAX_FRAMES);
    }
    in.asLongBuffer().get(ids);
    return new DeltaColumns(packs, firstBase, packOf, frameOf, ids);
  }
}
