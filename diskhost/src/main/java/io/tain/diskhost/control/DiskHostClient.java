package io.tain.diskhost.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Json;
import io.tain.api.Problem;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.control.ControlRequest.Action;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;

/// The disk host of a home, spoken to over its control socket: one connection a request.
///
/// Safe for concurrent use.
public final class DiskHostClient {
  private final Path socket;

  public DiskHostClient(Path socket) {
    this.socket = socket;
  }

  /// True when a host answers.
  public boolean answers() {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      return channel.isConnected();
    } catch (IOException e) {
      return false; // nobody listens: that is the answer
    }
  }

  /// Serves a disk from now on; one of the same name and place that is served already stays.
  ///
  /// @throws TainException `port.taken`, `file.exists`, `store.missing`, `store.damaged`
  public DiskUse add(ServedDisk disk) throws IOException {
    return Objects.requireNonNull(ask(new ControlRequest(Action.ADD, disk, null)).use());
  }

  /// Serves a disk no longer; one that is not served is no error.
  public void remove(String name) throws IOException {
    ask(new ControlRequest(Action.REMOVE, null, name));
  }

  /// What was read from the blob store for an export; 0 for one that is not served.
  public long fetchedBytes(String name) throws IOException {
    DiskUse use = ask(new ControlRequest(Action.USE, null, name)).use();
    return use == null ? 0 : use.fetchedBytes();
  }

  /// Ends the host, whatever it serves.
  public void end() throws IOException {
    try {
      ask(new ControlRequest(Action.END, null, null));
    } catch (IOException e) {
      if (answers()) {
        throw e;
      }
      // It was ending already, with its last disk.
    }
  }

  private ControlReply ask(ControlRequest request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      channel.write(ByteBuffer.wrap((Json.write(request) + "\n").getBytes(UTF_8)));
      var reader =
          new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), UTF_8));
      String line = reader.readLine();
      if (line == null) {
        throw new EOFException("the disk host ended before it answered");
      }
      ControlReply reply = Json.read(line, ControlReply.class);
      if (reply.problem() != null) {
        throw failure(reply.problem());
      }
      return reply;
    }
  }

  private static TainException failure(Problem problem) {
    return TainException.received(
        ErrorCode.parse(problem.code()).orElse(ErrorCode.INTERNAL), problem.arguments());
  }
}
