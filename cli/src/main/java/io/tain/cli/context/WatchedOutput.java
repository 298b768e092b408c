package io.tain.cli.context;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Output that notes its first failure and takes nothing more after it; the writers that print text
/// forget why they failed.
public final class WatchedOutput extends OutputStream {
  /// What Linux says when the reader of a pipe has gone, which it may, as `head` does.
  private static final String READER_GONE = "broken pipe";

  private final OutputStream out;

  /// Guarded by this object.
  private @Nullable IOException failure;

  /// Watches a stream that is not buffered.
  public WatchedOutput(OutputStream out) {
    this.out = out;
  }

  /// Why not everything that was to be read could be written.
  public synchronized Optional<IOException> failure() {
    return Optional.ofNullable(failure)
        .filter(reason -> !READER_GONE.equalsIgnoreCase(reason.getMessage()));
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) {
    if (failure != null) {
      return;
    }
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = e;
    }
  }

  @Override
  public synchronized void flush() {
    if (failure != null) {
      return;
    }
    try {
      out.flush();
    } catch (IOException e) {
      failure = e;
    }
  }
}
