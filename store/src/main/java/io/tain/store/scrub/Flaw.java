package io.tain.store.scrub;

import io.tain.store.PackName;
import io.tain.store.ScrubFinding;

/// What is wrong with a frame, or with a whole pack.
record Flaw(PackName pack, int frame, ScrubFinding finding) {
  /// Instead of a frame: header, footer or all of it.
  static final int WHOLE_PACK = -1;
}
