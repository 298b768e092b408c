package io.tain.nbd.socket;

import io.tain.nbd.Export;
import io.tain.nbd.ExportUse;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// An export with the connections that have it open.
final class ServedExport {
  private final Export export;
  private final LongAdder sentBytes = new LongAdder();
  private final LongAdder readErrors = new LongAdder();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition left = lock.newCondition();

  // Both guarded by `lock`.
  private final Set<Wire> connections = new HashSet<>();
  private boolean withdrawn;

  ServedExport(Export export) {
    this.export = export;
  }

  Export export() {
    return export;
  }

  LongAdder sentBytes() {
    return sentBytes;
  }

  LongAdder readErrors() {
    return readErrors;
  }

  /// False when the export was withdrawn meanwhile.
  boolean enter(Wire wire) {
    lock.lock();
    try {
      return !withdrawn && connections.add(wire);
    } finally {
      lock.unlock();
    }
  }

  /// To be called when no read for this connection is under way any more.
  void leave(Wire wire) {
    lock.lock();
    try {
      connections.remove(wire);
      left.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Cuts every connection off; nobody enters any more.
  void withdraw() {
    lock.lock();
    try {
      withdrawn = true;
      connections.forEach(Wire::cut);
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the last connection has left.
  void awaitEmpty() throws InterruptedException {
    lock.lock();
    try {
      while (!connections.isEmpty()) {
        left.await();
      }
    } finally {
      lock.unlock();
    }
  }

  ExportUse use() {
    lock.lock();
    try {
      return new ExportUse(
          export.name(),
          export.disk().sizeBytes(),
          connections.size(),
          sentBytes.sum(),
          readErrors.sum());
    } finally {
      lock.unlock();
    }
  }
}
