package io.tain.nbd;

import java.time.Duration;

/// What clients may take of a server.
///
/// The replies under way hold at most `maxConnections * requestsInFlight * pieceBytes` bytes,
/// whatever is asked and however slowly it is taken.
///
/// @param requestsInFlight requests of one connection that are worked on at once
/// @param pieceBytes how much of a disk is read before it is sent, a multiple of 4096
/// @param handshakeTimeout a client that has chosen no export by then is cut off
public record NbdLimits(
    int maxConnections, int requestsInFlight, int pieceBytes, Duration handshakeTimeout) {
  /// 128 connections with 16 requests of 128 KiB: 256 MiB at the very most.
  public static final NbdLimits DEFAULT = new NbdLimits(128, 16, 128 << 10, Duration.ofSeconds(10));

  private static final int GRAIN_BYTES = 4096;

  public NbdLimits {
    if (maxConnections < 1 || requestsInFlight < 1) {
      throw new IllegalArgumentException(maxConnections + " of " + requestsInFlight);
    }
    if (pieceBytes < GRAIN_BYTES || pieceBytes % GRAIN_BYTES != 0) {
      throw new IllegalArgumentException("piece of " + pieceBytes + " bytes");
    }
  }

  /// The same with another number of connections.
  public NbdLimits withMaxConnections(int count) {
    return new NbdLimits(count, requestsInFlight, pieceBytes, handshakeTimeout);
  }

  /// The same with another time for the handshake.
  public NbdLimits withHandshakeTimeout(Duration timeout) {
    return new NbdLimits(maxConnections, requestsInFlight, pieceBytes, timeout);
  }
}
