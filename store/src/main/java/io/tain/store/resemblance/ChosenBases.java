package io.tain.store.resemblance;

import io.tain.store.PackName;
import java.util.List;

/// The frames that resemble some bytes most.
///
/// @param bases at most four, the best last
/// @param shareFound of the samples, those that a base has too: 0 to 1
public record ChosenBases(List<Base> bases, double shareFound) {
  static final ChosenBases NONE = new ChosenBases(List.of(), 0);

  public ChosenBases {
    bases = List.copyOf(bases);
  }

  /// One base.
  ///
  /// @param frame its ordinal in its pack
  /// @param mask its blocks that are worth having
  public record Base(PackName pack, int frame, long mask) {}
}
