package io.tain.nbd.socket;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.WARNING;

import io.tain.nbd.NbdLimits;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;

/// The requests of one client: read by one thread, each worked on by its own.
///
/// Source: doc/proto.md, section "Transmission".
final class Transmission {
  private static final System.Logger LOG = System.getLogger(Transmission.class.getName());

  private final Wire wire;
  private final Agreement agreement;
  private final ExportDisk disk;
  private final Counters counters;
  private final Buffers buffers;
  private final int slotCount;
  private final Semaphore slots;

  Transmission(
      Wire wire, Agreement agreement, Counters counters, Buffers buffers, NbdLimits limits) {
    this.wire = wire;
    this.agreement = agreement;
    this.disk = new ExportDisk(agreement.served().export().disk());
    this.counters = counters;
    this.buffers = buffers;
    this.slotCount = limits.requestsInFlight();
    this.slots = new Semaphore(slotCount);
  }

  /// Serves until the client leaves; on return no read of the disk is under way.
  void run() throws IOException {
    try {
      boolean more = true;
      while (more && !wire.atEnd()) {
        more = accept();
      }
    } catch (ProtocolViolationException e) {
      counters.violations().increment();
      LOG.log(DEBUG, () -> "client cut off reason=%s".formatted(e.getMessage()));
      wire.cut();
    } catch (IOException e) {
      wire.cut();
      throw e;
    } finally {
      slots.acquireUninterruptibly(slotCount);
    }
  }

  /// False when the client said goodbye.
  private boolean accept() throws IOException {
    Request request = Request.decode(wire.read(Request.BYTES));
    if (request.type() == Protocol.CMD_DISC) {
      return false;
    }
    if (request.type() == Protocol.CMD_WRITE) {
      skipPayload(request);
    }
    slots.acquireUninterruptibly();
    Thread.ofVirtual().name("nbd-request").start(() -> work(request));
    return true;
  }

  private void skipPayload(Request request) throws IOException {
    if (request.lengthBytes() > Protocol.MAX_PAYLOAD_BYTES) {
      throw new ProtocolViolationException("write of " + request.lengthBytes() + " bytes");
    }
    wire.skip(request.lengthBytes());
  }

  private void work(Request request) {
    ByteBuffer buffer = buffers.take();
    try {
      counters.requests().increment();
      answer(request, buffer);
    } catch (DiskReadException e) {
      countReadError(request, e);
    } catch (IOException e) {
      LOG.log(DEBUG, "connection lost", e);
      wire.cut();
    } finally {
      buffers.giveBack(buffer);
      slots.release();
    }
  }

  private void answer(Request request, ByteBuffer buffer) throws IOException, DiskReadException {
    int refusal = refusal(request);
    if (refusal != 0) {
      finish(request, refusal);
      return;
    }
    switch (request.type()) {
      case Protocol.CMD_READ -> read(request, buffer);
      case Protocol.CMD_CACHE -> cache(request, buffer);
      default -> new BlockStatus(wire, disk, request, buffer).send();
    }
  }

  /// The error that a request earns by its form alone, 0 for none.
  private int refusal(Request request) {
    boolean inside = request.isInside(disk.disk().sizeBytes());
    return switch (request.type()) {
      case Protocol.CMD_WRITE, Protocol.CMD_TRIM, Protocol.CMD_WRITE_ZEROES -> Protocol.EPERM;
      case Protocol.CMD_READ, Protocol.CMD_CACHE -> {
        if (request.lengthBytes() > Protocol.MAX_PAYLOAD_BYTES) {
          yield Protocol.EOVERFLOW;
        }
        yield inside && request.flags() == 0 ? 0 : Protocol.EINVAL;
      }
      case Protocol.CMD_BLOCK_STATUS -> {
        boolean known = (request.flags() & ~Protocol.CMD_FLAG_REQ_ONE) == 0;
        yield inside && known && agreement.allocation() ? 0 : Protocol.EINVAL;
      }
      default -> Protocol.EINVAL;
    };
  }

  private void read(Request request, ByteBuffer buffer) throws IOException, DiskReadException {
    long sentBytes =
        agreement.structured()
            ? new StructuredRead(wire, disk, request, buffer).send()
            : new SimpleRead(wire, disk, request, buffer).send();
    counters.sentBytes().add(sentBytes);
    agreement.served().sentBytes().add(sentBytes);
  }

  /// Reads what the client will want, so that the layers below have it at hand.
  private void cache(Request request, ByteBuffer buffer) throws IOException, DiskReadException {
    try {
      long end = request.offset() + request.lengthBytes();
      for (long at = request.offset(); at < end; at += buffer.capacity()) {
        buffer.clear().limit((int) Math.min(end - at, buffer.capacity()));
        disk.read(at, buffer);
      }
    } catch (DiskReadException e) {
      finish(request, Protocol.EIO);
      throw e;
    }
    finish(request, 0);
  }

  private void finish(Request request, int error) throws IOException {
    boolean chunked =
        agreement.structured()
            && (request.type() == Protocol.CMD_READ || request.type() == Protocol.CMD_BLOCK_STATUS);
    Replies.finish(wire, chunked, request.cookie(), error);
  }

  private void countReadError(Request request, DiskReadException failure) {
    counters.readErrors().increment();
    agreement.served().readErrors().increment();
    LOG.log(
        WARNING,
        () ->
            "disk read failed export=%s offset=%d length_bytes=%d reason=%s"
                .formatted(
                    agreement.served().export().name(),
                    request.offset(),
                    request.lengthBytes(),
                    failure.getCause()));
  }
}
