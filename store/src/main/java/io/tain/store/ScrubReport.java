package io.tain.store;

import java.util.List;

/// What a scrub did and found.
///
/// @param complete false when the budget ended it; the next run of this level goes on
/// @param packs checked by this run
/// @param readBytes of packs and disks, by this run
/// @param versions whose digests were compared by this run
/// @param findings of all runs since the scrub began
public record ScrubReport(
    ScrubLevel level,
    boolean complete,
    long packs,
    long readBytes,
    long versions,
    List<ScrubFinding> findings) {
  public ScrubReport {
    findings = List.copyOf(findings);
  }
}
