package io.tain.store.resemblance;

import io.tain.store.PackName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The frames that have numbers, from 1 on: pack, ordinal, blocks.
///
/// For one thread that writes, with no other that reads meanwhile.
final class FrameList {
  static final int MAX_FRAMES = 1 << 18;
  private static final int MAX_BLOCKS = 64;

  private final List<PackName> packs = new ArrayList<>();
  private final Map<PackName, Integer> packNumbers = new HashMap<>();

  /// The frames of each pack.
  private final List<BitSet> held = new ArrayList<>();

  /// Number of the pack and ordinal of each frame, one behind the other.
  private int[] places = new int[256];

  private byte[] blocks = new byte[128];
  private int count;

  boolean isFull() {
    return count == MAX_FRAMES;
  }

  boolean holds(PackName pack, int frame) {
    Integer number = packNumbers.get(pack);
    return number != null && held.get(number).get(frame);
  }

  /// The number of a frame that is new here.
  int add(PackName pack, int frame, int blockCount) {
    if (count == blocks.length) {
      places = Arrays.copyOf(places, 4 * count);
      blocks = Arrays.copyOf(blocks, 2 * count);
    }
    Integer known = packNumbers.get(pack);
    int number = known == null ? addPack(pack) : known;
    held.get(number).set(frame);
    places[2 * count] = number;
    places[2 * count + 1] = frame;
    blocks[count] = (byte) blockCount;
    count++;
    return count;
  }

  int count() {
    return count;
  }

  PackName pack(int number) {
    return packs.get(places[2 * (number - 1)]);
  }

  int frame(int number) {
    return places[2 * (number - 1) + 1];
  }

  int blocks(int number) {
    return blocks[number - 1];
  }

  int sizeBytes() {
    return 8 + PackName.SIZE_BYTES * packs.size() + 9 * count;
  }

  void encode(ByteBuffer target) {
    target.putInt(packs.size()).putInt(count);
    packs.forEach(pack -> target.putLong(pack.high()).putLong(pack.low()));
    for (int i = 0; i < 2 * count; i++) {
      target.putInt(places[i]);
    }
    target.put(blocks, 0, count);
  }

  /// Takes over what `encode` wrote; false when that cannot be.
  boolean decode(ByteBuffer source) {
    int packCount = source.getInt();
    int frames = source.getInt();
    if (packCount < 0
        || packCount > frames
        || frames > MAX_FRAMES
        || source.remaining() < (long) PackName.SIZE_BYTES * packCount + 9L * frames) {
      return false;
    }
    for (int i = 0; i < packCount; i++) {
      addPack(new PackName(source.getLong(), source.getLong()));
    }
    int[] all = new int[2 * frames];
    for (int i = 0; i < all.length; i++) {
      all[i] = source.getInt();
    }
    boolean sound = true;
    for (int i = 0; i < frames && sound; i++) {
      int size = source.get();
      sound = all[2 * i] >= 0 && all[2 * i] < packCount && size >= 1 && size <= MAX_BLOCKS;
      sound = sound && all[2 * i + 1] >= 0 && all[2 * i + 1] < MAX_FRAMES;
      if (sound) {
        add(packs.get(all[2 * i]), all[2 * i + 1], size);
      }
    }
    return sound;
  }

  private int addPack(PackName pack) {
    packs.add(pack);
    held.add(new BitSet());
    packNumbers.put(pack, packs.size() - 1);
    return packs.size() - 1;
  }
}
