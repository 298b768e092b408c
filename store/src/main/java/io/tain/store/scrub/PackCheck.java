package io.tain.store.scrub;

import io.tain.base.TainException;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.ScrubFinding;
import io.tain.store.ScrubLevel;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackKeys;
import io.tain.store.pack.PackReader;
import io.tain.store.pack.StoredFrame;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;

/// Checks every byte of a pack; one flaw does not keep it from finding the next.
///
/// Safe for concurrent use; native, so it belongs on platform threads.
record PackCheck(PackReader reader, FrameCheck contents, ScrubLevel level) {
  /// What is wrong with a pack, frame by frame.
  ///
  /// @param sizeBytes of the pack as the catalogue says
  List<Flaw> run(PackName pack, long sizeBytes) throws IOException {
    var flaws = new ArrayList<Flaw>();
    collect(flaws, pack, Flaw.WHOLE_PACK, () -> reader.domain(pack));
    PackFooter[] footer = new PackFooter[1];
    collect(flaws, pack, Flaw.WHOLE_PACK, () -> footer[0] = checkedFooter(pack, sizeBytes));
    if (footer[0] != null) {
      for (int frame = 0; frame < footer[0].frames(); frame++) {
        int current = frame;
        collect(flaws, pack, frame, () -> checkFrame(footer[0], current));
      }
    }
    return flaws;
  }

  private PackFooter checkedFooter(PackName pack, long sizeBytes) throws IOException {
    PackFooter footer = reader.footer(pack, _ -> {});
    if (footer.packBytes() != sizeBytes) {
      throw new DamagedException("pack " + pack, 0, sizeBytes + " bytes", footer.packBytes());
    }
    return footer;
  }

  private void checkFrame(PackFooter footer, int frame) throws IOException {
    StoredFrame stored = reader.stored(footer, frame, _ -> {});
    if (level.compareTo(ScrubLevel.CONTENTS) >= 0) {
      contents.run(stored);
    }
  }

  private static void collect(List<Flaw> flaws, PackName pack, int frame, Check check)
      throws IOException {
    try {
      check.run();
    } catch (TainException e) {
      flaws.add(new Flaw(pack, frame, ScrubFinding.of(e)));
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      // A sector that cannot be read is a finding, and no reason to stop.
      var unreadable = new DamagedException(PackKeys.of(pack).text(), 0, "bytes", e.toString());
      flaws.add(new Flaw(pack, frame, ScrubFinding.of(unreadable)));
    }
  }

  /// Part of a check.
  @FunctionalInterface
  private interface Check {
    void run() throws IOException;
  }
}
