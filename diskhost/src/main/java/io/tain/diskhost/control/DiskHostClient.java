package io.tain.diskhost.control;

import io.tain.api.Json;
import io.tain.diskhost.DiskUse;
import io.tain.diskhost.ServedDisk;
import io.tain.diskhost.control.ControlRequest.Action;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/// The disk host of a home, spoken to over its control socket: one connection a request.
///
/// Safe for concurrent use.
public final class DiskHostClient {
  /// The longest that a host needs: it waits 30 s for the last reads of a disk.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path socket;
  private final Duration patience;

  public DiskHostClient(Path socket) {
    this(socket, PATIENCE);
  }

  /// @param patience how long an answer may take
  public DiskHostClient(Path socket, Duration patience) {
    this.socket = socket;
    this.patience = patience;
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
  /// @throws io.tain.base.TainException `port.taken`, `file.exists`; `store.missing` or
  ///     `store.damaged`
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
  ///
  /// @return its process, which ends now; empty when none answers
  public Optional<ProcessHandle> end() throws IOException {
    try {
      Long pid = ask(new ControlRequest(Action.END, null, null)).pid();
      return pid == null ? Optional.empty() : ProcessHandle.of(pid);
    } catch (IOException e) {
      if (answers()) {
        throw e;
      }
      return Optional.empty(); // it was ending already, with its last disk
    }
  }

  private ControlReply ask(ControlRequest request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      ControlLine.write(channel, Json.write(request));
      String line =
          ControlLine.read(channel, patience)
              .orElseThrow(() -> new EOFException("the disk host ended before it answered"));
      ControlReply reply = parse(line);
      if (reply.problem() != null) {
        throw reply.problem().toException();
      }
      return reply;
    }
  }

  private static ControlReply parse(String line) throws IOException {
    try {
      return Json.read(line, ControlReply.class);
    } catch (JacksonException e) {
      throw new IOException("the disk host of another version answered", e);
    }
  }
}
