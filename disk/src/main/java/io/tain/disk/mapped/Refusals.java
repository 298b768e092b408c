package io.tain.disk.mapped;

import io.tain.base.TainException;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.UnsafeDiskException;
import io.tain.disk.UnsupportedDiskException;
import java.util.ArrayList;
import java.util.List;

/// Why a file is refused, the most telling reason first; of very many only the first are kept.
///
/// For one thread.
public final class Refusals {
  private static final int MOST = 16;

  private final String format;
  private final List<TainException> found = new ArrayList<>();

  /// No reasons yet to refuse a file of this format.
  public Refusals(String format) {
    this.format = format;
  }

  /// The reasons in the order in which they were found.
  public List<TainException> list() {
    return List.copyOf(found);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// True when no more of them are kept: whoever goes through many things may stop.
  public boolean areEnough() {
    return found.size() >= MOST;
  }

  /// Refuses a file that breaks a rule unless this holds.
  public void expect(boolean holds, String rule, long offset, String expected, Object what) {
    if (!holds) {
      add(new MalformedDiskException(format, rule, offset, expected, what));
    }
  }

  /// Refuses a file that names others, or would take more than it gives.
  public void unsafe(String rule, long offset, String detail) {
    add(new UnsafeDiskException(format, rule, offset, detail));
  }

  /// Refuses a file that needs what is not read.
  public void unsupported(String rule, long offset, String feature) {
    add(new UnsupportedDiskException(format, rule, offset, feature));
  }

  /// Refuses a file for this.
  public void add(TainException refusal) {
    if (!areEnough()) {
      found.add(refusal);
    }
  }

  /// Refuses a file for all of these.
  public void addAll(List<TainException> refusals) {
    refusals.forEach(this::add);
  }
}
