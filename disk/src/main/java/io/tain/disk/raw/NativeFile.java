package io.tain.disk.raw;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import java.util.Optional;

/// A file descriptor of Linux, for the one question that Java cannot ask: where the holes are.
///
/// Safe for concurrent use; after `close` a call fails instead of reaching another file.
final class NativeFile implements AutoCloseable {
  /// A pipe without a writer is opened at once, so that its type can be looked at.
  private static final int CLOSE_ON_EXEC_AND_NON_BLOCKING = 0x80000 | 0x800;

  private static final int NO_SUCH_DATA = 6;
  private static final int SEEK_DATA = 3;
  private static final int SEEK_HOLE = 4;

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

  private final Calls calls;
  private int descriptor;

  private NativeFile(Calls calls, int descriptor) {
    this.calls = calls;
    this.descriptor = descriptor;
  }

  /// Opens for reading; empty where the system has no such calls or cannot open the name.
  static Optional<NativeFile> open(Path file) {
    if (!"Linux".equals(System.getProperty("os.name")) || ValueLayout.ADDRESS.byteSize() != 8) {
      return Optional.empty();
    }
    Calls calls = Calls.find();
    try (var arena = Arena.ofConfined()) {
      MemorySegment name = arena.allocateFrom(file.toString());
      MemorySegment state = arena.allocate(STATE);
      int descriptor = (int) calls.open(state, name.address(), CLOSE_ON_EXEC_AND_NON_BLOCKING);
      return descriptor < 0 ? Optional.empty() : Optional.of(new NativeFile(calls, descriptor));
    }
  }

  /// A path that opens this very file again, even if its name now means another.
  synchronized Path reopened() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  /// The first byte at or after `offset` that is no hole; empty if all that follow are.
  Optional<Long> nextData(long offset) throws IOException {
    return seek(offset, SEEK_DATA);
  }

  /// The first byte at or after `offset` that is a hole, at most the end of the file.
  Optional<Long> nextHole(long offset) throws IOException {
    return seek(offset, SEEK_HOLE);
  }

  private synchronized Optional<Long> seek(long offset, int whence) throws IOException {
    try (var arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long found = calls.seek(state, descriptor, offset, whence);
      if (found >= 0) {
        return Optional.of(found);
      }
      int errno = (int) ERRNO.get(state, 0L);
      if (errno == NO_SUCH_DATA) {
        return Optional.empty();
      }
      throw new IOException("lseek at " + offset + " failed: errno " + errno);
    }
  }

  @Override
  public synchronized void close() {
    if (descriptor < 0) {
      return;
    }
    try (var arena = Arena.ofConfined()) {
      calls.close(arena.allocate(STATE), descriptor);
    } finally {
      descriptor = -1;
    }
  }

  /// The three calls of the C library, all through one handle of three integers: making a handle
  /// takes 20 ms at every start. On Linux of 64 bits each argument has a register of its own, of
  /// which the callee looks at as many bits as its type has; so has the result.
  private record Calls(
      MethodHandle three, MemorySegment open, MemorySegment seek, MemorySegment close) {
    private static final Calls FOUND = link();

    static Calls find() {
      return FOUND;
    }

    @SuppressWarnings("restricted") // the signatures are those of the C library
    private static Calls link() {
      Linker linker = Linker.nativeLinker();
      var library = linker.defaultLookup();
      return new Calls(
          linker.downcallHandle(
              FunctionDescriptor.of(LONG, LONG, LONG, LONG),
              Linker.Option.captureCallState("errno")),
          library.findOrThrow("open"),
          library.findOrThrow("lseek"),
          library.findOrThrow("close"));
    }

    long open(MemorySegment state, long name, long flags) {
      return (int) call(open, state, name, flags, 0);
    }

    long seek(MemorySegment state, long descriptor, long offset, long whence) {
      return call(seek, state, descriptor, offset, whence);
    }

    void close(MemorySegment state, long descriptor) {
      call(close, state, descriptor, 0, 0);
    }

    private long call(MemorySegment function, MemorySegment state, long a, long b, long c) {
      try {
        return (long) three.invokeExact(function, state, a, b, c);
      } catch (Throwable impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }
}
