package io.tain.diskhost.process;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.DurableFiles;
import io.tain.base.Ending;
import io.tain.base.ErrorCode;
import io.tain.base.Failures;
import io.tain.base.TainException;
import io.tain.diskhost.DiskHostPaths;
import io.tain.diskhost.DiskOpener;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.control.ControlLine;
import io.tain.diskhost.control.ControlReply;
import io.tain.diskhost.control.ControlRequest;
import io.tain.diskhost.control.DiskHostClient;
import io.tain.diskhost.exports.ExportsFile;
import io.tain.nbd.NbdServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;

/// A disk host: serves until its last disk is taken from it, or until it is told to end.
public final class DiskHost {
  private static final System.Logger log = System.getLogger(DiskHost.class.getName());

  /// How long a client may take to say what it wants.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(100);

  private final Path control;
  private final ServedDisks disks;
  private final OwnerWatch owners;
  private final ReentrantLock turn = new ReentrantLock();

  /// Serves the disks that `exports` lists, and those that the control socket names.
  public DiskHost(
      DiskHostPaths paths, DurableFiles files, DiskOpener opener, Supplier<NbdServer> servers)
      throws IOException {
    NbdServer shared = servers.get();
    this.control = paths.control();
    this.disks = new ServedDisks(opener, shared, servers, new ExportsFile(paths.exports(), files));
    this.owners = new OwnerWatch(new DiskHostClient(control));
    disks.restore();
    shared.listenOn(paths.nbd());
  }

  /// Answers requests until the host ends; blocks.
  public void run() throws IOException {
    Files.deleteIfExists(control);
    try (var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(control));
      Files.setPosixFilePermissions(control, PosixFilePermissions.fromString("rw-------"));
      log.log(INFO, "disk host started");
      disks.all().forEach(owners::watch);
      Thread idle = Thread.ofVirtual().name("idle").start(() -> endIdle(listener));
      answerAll(listener);
      idle.interrupt();
    } finally {
      new Ending()
          .step(() -> Files.deleteIfExists(control))
          .step(disks::close)
          .step(() -> log.log(INFO, "disk host ended"))
          .finish();
    }
  }

  /// Ends a host to which nobody came with a disk: who started it has ended, or knows of none.
  private void endIdle(ServerSocketChannel listener) {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      return; // the host ends by itself
    }
    turn.lock();
    try {
      if (disks.isEmpty()) {
        listener.close();
      }
    } catch (IOException e) {
      log.log(WARNING, "idle disk host did not end", e);
    } finally {
      turn.unlock();
    }
  }

  private void answerAll(ServerSocketChannel listener) throws IOException {
    while (listener.isOpen()) {
      try {
        SocketChannel client = listener.accept();
        // Each by a thread of its own: one that sends nothing keeps nobody from being answered.
        Thread.ofVirtual().name("control").start(() -> answer(client, listener));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.log(WARNING, "control request failed reason=" + e.getMessage());
        LockSupport.parkNanos(PAUSE_AFTER_FAILURE.toNanos());
      }
    }
  }

  private void answer(SocketChannel client, ServerSocketChannel listener) {
    try (client) {
      Optional<ControlRequest> request = receive(client);
      if (request.isPresent()) {
        answerInTurn(request.get(), client, listener);
      }
    } catch (IOException e) {
      log.log(WARNING, "control request failed reason=" + e.getMessage());
    }
  }

  /// What a client asks; empty when it only looked whether the host is there, or asked badly.
  private static Optional<ControlRequest> receive(SocketChannel client) throws IOException {
    try {
      return ControlLine.read(client, PATIENCE).map(DiskHost::parse);
    } catch (TainException e) {
      log.log(WARNING, "control request refused reason=" + e.getMessage());
      ControlLine.write(client, Json.write(refusal(e)));
      return Optional.empty();
    }
  }

  private static ControlRequest parse(String line) {
    ControlRequest request;
    try {
      request = Json.read(line, ControlRequest.class);
    } catch (JacksonException e) {
      throw malformed(e.getOriginalMessage());
    }
    if (request == null || request.action() == null) {
      throw malformed("no action");
    }
    return request;
  }

  private static TainException malformed(String found) {
    return TainException.of(
        ErrorCode.REQUEST_MALFORMED, "expected", "a control request", "found", found);
  }

  /// One request at a time: between the end of the last disk and the end of the host none is added.
  private void answerInTurn(
      ControlRequest request, SocketChannel client, ServerSocketChannel listener)
      throws IOException {
    turn.lock();
    try {
      if (!listener.isOpen()) {
        return; // The host ends: who gets no answer asks the next one.
      }
      ControlReply reply = reply(request);
      try {
        ControlLine.write(client, Json.write(reply));
      } finally {
        if (isLast(request)) {
          listener.close();
        }
      }
    } finally {
      turn.unlock();
    }
  }

  private boolean isLast(ControlRequest request) {
    return switch (request.action()) {
      case USE -> false;
      // One that was started for a disk which cannot be served has nothing to stay for.
      case ADD, REMOVE -> disks.isEmpty();
      case END -> true;
    };
  }

  private ControlReply reply(ControlRequest request) {
    try {
      return perform(request);
    } catch (IOException | RuntimeException e) {
      return refusal(Failures.asTain(e));
    }
  }

  private static ControlReply refusal(TainException error) {
    return ControlReply.refused(Problem.of(error));
  }

  private ControlReply perform(ControlRequest request) throws IOException {
    return switch (request.action()) {
      case ADD -> ControlReply.done(add(Objects.requireNonNull(request.disk())));
      case USE -> ControlReply.done(disks.use(Objects.requireNonNull(request.name())).orElse(null));
      case REMOVE -> {
        remove(Objects.requireNonNull(request.name()));
        yield ControlReply.done(null);
      }
      case END -> ControlReply.ending(ProcessHandle.current().pid());
    };
  }

  private DiskUse add(ServedDisk disk) throws IOException {
    DiskUse use = disks.add(disk);
    owners.watch(disk);
    return use;
  }

  private void remove(String name) throws IOException {
    try {
      disks.remove(name);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException) new InterruptedIOException("removing " + name).initCause(e);
    }
  }
}
