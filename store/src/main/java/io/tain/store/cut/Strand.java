package io.tain.store.cut;

import io.tain.base.ByteRange;
import java.util.List;

/// Bytes that are cut one after the other on one grid.
///
/// @param runs where they lie on the disk, in cutting order; none is empty
/// @param phase how many bytes before the first byte its grid line lies, `0` to `4095`
/// @param startsChunk whether a chunk must begin with the first byte
record Strand(List<ByteRange> runs, int phase, boolean startsChunk) {
  Strand {
    runs = List.copyOf(runs);
  }
}
