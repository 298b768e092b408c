package io.tain.cli.quickstart;

import io.tain.base.ErrorKind;
import io.tain.base.Failures;
import io.tain.cli.context.CommandContext;
import java.util.ArrayDeque;
import java.util.Deque;

/// Takes back what a tour started, when the process is told to end before the tour has ended.
///
/// A tour that failed is over too: what it started stays for whoever looks for the reason.
final class Interruption implements AutoCloseable {
  private final CommandContext context;

  /// The newest first; guarded by this object.
  private final Deque<Undo> undos = new ArrayDeque<>();

  private boolean over;

  private Interruption(CommandContext context) {
    this.context = context;
  }

  /// Waits for an interruption until it is closed.
  static Interruption awaited(CommandContext context) {
    var interruption = new Interruption(context);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(interruption::undo));
    return interruption;
  }

  /// From now on this is to be undone, before what was named earlier.
  synchronized void undo(Undo undo) {
    undos.push(undo);
  }

  @Override
  public synchronized void close() {
    over = true;
  }

  private synchronized void undo() {
    if (over) {
      return;
    }
    context.err().println("tain: " + context.messages().text("error.interrupted"));
    for (Undo undo : undos) {
      try {
        undo.run();
      } catch (Exception e) {
        context.err().println("tain: " + context.messages().text(Failures.asTain(e)));
      }
    }
    // The tour still runs, and would complain that its server has gone.
    Runtime.getRuntime().halt(ErrorKind.INTERRUPTED.exitCode());
  }

  /// Takes one thing back.
  interface Undo {
    void run() throws Exception;
  }
}
