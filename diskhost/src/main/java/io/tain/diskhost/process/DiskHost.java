package io.tain.diskhost.process;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.DurableFiles;
import io.tain.base.Failures;
import io.tain.base.TainException;
import io.tain.diskhost.DiskHostPaths;
import io.tain.diskhost.DiskOpener;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.control.ControlReply;
import io.tain.diskhost.control.ControlRequest;
import io.tain.diskhost.exports.ExportsFile;
import io.tain.nbd.NbdServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A disk host: serves until its last disk is taken from it, or until it is told to end.
public final class DiskHost {
  private static final System.Logger log = System.getLogger(DiskHost.class.getName());

  private final Path control;
  private final ServedDisks disks;

  /// Serves the disks that `exports` lists, and those that the control socket names.
  public DiskHost(
      DiskHostPaths paths, DurableFiles files, DiskOpener opener, Supplier<NbdServer> servers)
      throws IOException {
    NbdServer shared = servers.get();
    this.control = paths.control();
    this.disks = new ServedDisks(opener, shared, servers, new ExportsFile(paths.exports(), files));
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
      answerAll(listener);
    } finally {
      Files.deleteIfExists(control);
      disks.close();
      log.log(INFO, "disk host ended");
    }
  }

  private void answerAll(ServerSocketChannel listener) throws IOException {
    boolean goOn = true;
    while (goOn) {
      try (SocketChannel client = listener.accept()) {
        goOn = answer(client);
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        log.log(WARNING, "control request failed reason=" + e.getMessage());
      }
    }
  }

  private boolean answer(SocketChannel client) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), UTF_8));
    String line = reader.readLine();
    if (line == null) {
      return true; // somebody only looked whether the host is there
    }
    ControlRequest request = Json.read(line, ControlRequest.class);
    ControlReply reply = reply(request);
    client.write(ByteBuffer.wrap((Json.write(reply) + "\n").getBytes(UTF_8)));
    return switch (request.action()) {
      case USE -> true;
      // One that was started for a disk which cannot be served has nothing to stay for.
      case ADD, REMOVE -> !disks.isEmpty();
      case END -> false;
    };
  }

  private ControlReply reply(ControlRequest request) {
    try {
      return new ControlReply(perform(request), null);
    } catch (IOException | RuntimeException e) {
      TainException error = Failures.asTain(e);
      return new ControlReply(
          null,
          new Problem(error.code().text(), String.valueOf(error.getMessage()), error.arguments()));
    }
  }

  private @Nullable DiskUse perform(ControlRequest request) throws IOException {
    return switch (request.action()) {
      case ADD -> disks.add(Objects.requireNonNull(request.disk()));
      case USE -> disks.use(Objects.requireNonNull(request.name())).orElse(null);
      case REMOVE -> {
        remove(Objects.requireNonNull(request.name()));
        yield null;
      }
      case END -> null;
    };
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
