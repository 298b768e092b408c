package io.tain.disk.residue;

import java.util.Arrays;

/// What a file is made of, in the order of the file: runs of the disk, literals, zeros.
///
/// Filling it is for one thread, before it is read; takes 24 bytes for a run.
final class Segments {
  static final int ZEROS = 0;
  static final int LITERAL = 1;
  static final int HELD = 2;
  static final int PACKED = 3;

  private static final int KIND_BITS = 2;

  private long[] starts = new long[64];

  /// Kind below, source above: the offset on the disk or among the literals.
  private long[] sources = new long[64];

  private int count;
  private long end;

  /// Adds a run at the end; it becomes one with that before it when it goes on with it.
  void add(int kind, long source, long length) {
    if (length == 0) {
      return;
    }
    if (count > 0 && kind(count - 1) == kind && kind != PACKED && goesOn(kind, source)) {
      end += length;
      return;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      sources = Arrays.copyOf(sources, 2 * count);
    }
    starts[count] = end;
    sources[count] = source << KIND_BITS | kind;
    count++;
    end += length;
  }

  int count() {
    return count;
  }

  /// How long the file is.
  long end() {
    return end;
  }

  /// The run that holds a byte of the file.
  int at(long offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found >= 0 ? found : -found - 2;
  }

  int kind(int index) {
    return (int) sources[index] & 3;
  }

  long source(int index) {
    return sources[index] >> KIND_BITS;
  }

  long start(int index) {
    return starts[index];
  }

  long end(int index) {
    return index + 1 < count ? starts[index + 1] : end;
  }

  private boolean goesOn(int kind, long source) {
    return kind == ZEROS || source(count - 1) + end - starts[count - 1] == source;
  }
}
