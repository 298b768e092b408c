package io.tain.fs;

import io.tain.base.ByteRange;
import java.util.ArrayList;
import java.util.List;

/// The runs of one file while its tables are read, those that follow each other as one.
///
/// For one thread.
public final class GatheredRuns {
  private static final int MAX_STEPS = 1 << 20;

  private final String type;
  private final List<FileRun> runs = new ArrayList<>();
  private int steps;

  /// @param type as `FileSystem.type()` names it, for its refusals
  public GatheredRuns(String type) {
    this.type = type;
  }

  /// To be called for each entry of the tables, that of a hole too.
  ///
  /// @throws UnsupportedFileSystemException if they are more than `FileLimits` allows
  public void step() {
    if (steps++ == MAX_STEPS || runs.size() > FileLimits.PIECES) {
      throw new UnsupportedFileSystemException(
          type, "more than %d pieces of a file".formatted(FileLimits.PIECES));
    }
  }

  /// Takes the next run.
  public void add(FileRun run) {
    if (!runs.isEmpty()) {
      FileRun last = runs.getLast();
      if (last.disk().end() == run.disk().offset() && last.file().end() == run.fileOffset()) {
        ByteRange both = ByteRange.between(last.disk().offset(), run.disk().end());
        runs.set(runs.size() - 1, new FileRun(last.fileOffset(), both));
        return;
      }
    }
    runs.add(run);
  }

  /// What was taken, in its order.
  public List<FileRun> runs() {
    return List.copyOf(runs);
  }
}
