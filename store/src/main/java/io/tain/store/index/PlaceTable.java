package io.tain.store.index;

import io.tain.store.PackName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Places by prefix in memory: an open hash table of at most `MAX_ENTRIES`.
///
/// A prefix has one place, the first that it was given. For one thread.
final class PlaceTable {
  static final int MAX_ENTRIES = 1 << 19;

  private static final int MIN_SLOTS = 1 << 10;

  private final List<PackName> packs = new ArrayList<>();
  private final Map<PackName, Integer> packIndex = new HashMap<>();
  private long[] prefixes = new long[2 * MIN_SLOTS];

  /// Pack index plus one in the upper half, entry in the lower; 0 is an empty slot.
  private long[] places = new long[MIN_SLOTS];

  private int count;

  int size() {
    return count;
  }

  boolean isFull() {
    return count >= MAX_ENTRIES;
  }

  List<PackName> packs() {
    return packs;
  }

  void put(long high, long low, ChunkPlace place) {
    if (2 * (count + 1) > places.length) {
      grow();
    }
    int slot = slotOf(high, low);
    if (places[slot] == 0) {
      long pack = packIndex.computeIfAbsent(place.pack(), this::addPack);
      prefixes[2 * slot] = high;
      prefixes[2 * slot + 1] = low;
      places[slot] = ((pack + 1) << 32) | place.entry();
      count++;
    }
  }

  Optional<ChunkPlace> find(long high, long low) {
    int slot = slotOf(high, low);
    return places[slot] == 0 ? Optional.empty() : Optional.of(placeAt(slot));
  }

  /// All entries, ascending.
  EntryCursor sorted() {
    return new SortedSlots(order());
  }

  private ChunkPlace placeAt(int slot) {
    return new ChunkPlace(packs.get((int) (places[slot] >>> 32) - 1), (int) places[slot]);
  }

  private int addPack(PackName pack) {
    packs.add(pack);
    return packs.size() - 1;
  }

  private int slotOf(long high, long low) {
    int mask = places.length - 1;
    int slot = (int) (low ^ low >>> 32) & mask;
    while (places[slot] != 0 && (prefixes[2 * slot] != high || prefixes[2 * slot + 1] != low)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldPrefixes = prefixes;
    long[] oldPlaces = places;
    prefixes = new long[2 * oldPrefixes.length];
    places = new long[2 * oldPlaces.length];
    for (int i = 0; i < oldPlaces.length; i++) {
      if (oldPlaces[i] != 0) {
        int slot = slotOf(oldPrefixes[2 * i], oldPrefixes[2 * i + 1]);
        prefixes[2 * slot] = oldPrefixes[2 * i];
        prefixes[2 * slot + 1] = oldPrefixes[2 * i + 1];
        places[slot] = oldPlaces[i];
      }
    }
  }

  /// The used slots, ascending by prefix.
  private int[] order() {
    // 2 * MAX_ENTRIES slots need 20 bits: the rest of the key is the top of the prefix.
    long[] keys = new long[count];
    int next = 0;
    for (int slot = 0; slot < places.length; slot++) {
      if (places[slot] != 0) {
        keys[next++] = ((prefixes[2 * slot] ^ Long.MIN_VALUE) & ~0xfffffL) | slot;
      }
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      insert(order, i, (int) (keys[i] & 0xfffff));
    }
    return order;
  }

  private void insert(int[] order, int end, int slot) {
    int at = end;
    while (at > 0 && compareSlots(order[at - 1], slot) > 0) {
      order[at] = order[at - 1];
      at--;
    }
    order[at] = slot;
  }

  private int compareSlots(int one, int other) {
    int byHigh = Long.compareUnsigned(prefixes[2 * one], prefixes[2 * other]);
    return byHigh != 0
        ? byHigh
        : Long.compareUnsigned(prefixes[2 * one + 1], prefixes[2 * other + 1]);
  }

  private final class SortedSlots implements EntryCursor {
    private final int[] order;
    private int at = -1;

    SortedSlots(int[] order) {
      this.order = order;
    }

    @Override
    public boolean next() {
      at++;
      return at < order.length;
    }

    @Override
    public long high() {
      return prefixes[2 * order[at]];
    }

    @Override
    public long low() {
      return prefixes[2 * order[at] + 1];
    }

    @Override
    public int pack() {
      return (int) (places[order[at]] >>> 32) - 1;
    }

    @Override
    public int entry() {
      return (int) places[order[at]];
    }
  }
}
