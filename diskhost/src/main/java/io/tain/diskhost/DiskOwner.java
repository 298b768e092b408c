package io.tain.diskhost;

import java.time.Instant;
import java.util.Optional;

/// The process for which a disk is served, and with whose end nobody wants it any more.
///
/// @param startedMillis since the epoch: a later process may have the same number
public record DiskOwner(long pid, long startedMillis) {
  /// The owner that has this number now; one that has ended already is an owner that is gone.
  public static DiskOwner of(long pid) {
    return new DiskOwner(pid, ProcessHandle.of(pid).map(DiskOwner::startedMillis).orElse(0L));
  }

  /// Its process, unless it has ended.
  public Optional<ProcessHandle> process() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(process -> startedMillis(process) == startedMillis);
  }

  private static long startedMillis(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
