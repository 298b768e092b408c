package io.tain.disk.residue;

import io.tain.disk.Place;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/// The places of a disk in the order of its file.
///
/// Neighbours are joined as they come. Takes 32 bytes for a place, while it is sorted.
final class PlacesInFile {
  private static final int MAX_PLACES = 1 << 22;

  private long[] fileOffsets = new long[64];
  private long[] diskOffsets = new long[64];

  /// Lengths; those of compressed blocks are negative.
  private long[] lengths = new long[64];

  private int count;
  private boolean isTooMany;
  private Optional<Place.Codec> codec = Optional.empty();

  void add(Place place) {
    switch (place) {
      case Place.Stored(var disk, var file, var length) -> {
        int last = count - 1;
        if (last >= 0
            && lengths[last] > 0
            && diskOffsets[last] + lengths[last] == disk
            && fileOffsets[last] + lengths[last] == file) {
          lengths[last] += length;
        } else {
          add(disk, file, length);
        }
      }
      case Place.Packed(var disk, var file, var blockBytes, var by) -> {
        codec = Optional.of(by);
        add(disk, file, -blockBytes);
      }
    }
  }

  /// True when there are more than can be held.
  boolean areTooMany() {
    return isTooMany;
  }

  /// How blocks are compressed, if some are.
  Optional<Place.Codec> codec() {
    return codec;
  }

  /// The places in ascending order of the file.
  Iterable<Place> sorted() {
    Integer[] order = IntStream.range(0, count).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingLong(i -> fileOffsets[i]));
    return () -> Arrays.stream(order).map(this::place).iterator();
  }

  private Place place(int index) {
    long length = lengths[index];
    return length < 0
        ? new Place.Packed(
            diskOffsets[index], fileOffsets[index], (int) -length, codec.orElseThrow())
        : new Place.Stored(diskOffsets[index], fileOffsets[index], length);
  }

  private void add(long disk, long file, long length) {
    if (count == MAX_PLACES) {
      isTooMany = true;
      return;
    }
    if (count == lengths.length) {
      fileOffsets = Arrays.copyOf(fileOffsets, 2 * count);
      diskOffsets = Arrays.copyOf(diskOffsets, 2 * count);
      lengths = Arrays.copyOf(lengths, 2 * count);
    }
    fileOffsets[count] = file;
    diskOffsets[count] = disk;
    lengths[count] = length;
    count++;
  }
}
