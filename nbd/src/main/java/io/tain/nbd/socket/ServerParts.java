package io.tain.nbd.socket;

import io.tain.nbd.NbdLimits;
import java.util.concurrent.ScheduledExecutorService;

/// What the connections of a server share.
record ServerParts(
    Exports exports,
    Counters counters,
    Buffers buffers,
    NbdLimits limits,
    ScheduledExecutorService clock) {}
