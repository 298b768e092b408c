package io.tain.nbd.socket;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/// The running totals of a server.
record Counters(
    LongAdder connections,
    AtomicInteger openConnections,
    LongAdder refusedConnections,
    LongAdder violations,
    LongAdder requests,
    LongAdder sentBytes,
    LongAdder readErrors) {
  Counters() {
    this(
        new LongAdder(),
        new AtomicInteger(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder(),
        new LongAdder());
  }
}
