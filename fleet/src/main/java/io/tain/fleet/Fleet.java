package io.tain.fleet;

import io.tain.base.InstanceName;
import java.io.IOException;
import java.util.List;

/// The instances of one home.
///
/// Safe for concurrent use. An instance outlives the process that started it.
public interface Fleet {
  /// Starts an instance and waits until it is ready.
  ///
  /// Blocks up to `spec.waitTimeout()` and is interruptible; the instance is kept when it ends in
  /// an exception after its process ran.
  ///
  /// @throws io.tain.base.TainException `instance.exists`; `port.taken`; `request.malformed` for a
  ///     condition on a port that is not published; `host.lacks` without QEMU or its firmware;
  ///     `instance.failed` if its process ends; `instance.wait-timeout` at the deadline
  Instance start(InstanceSpec spec) throws IOException, InterruptedException;

  /// Every instance, in the order of names; one whose notes cannot be read is a failed one.
  List<Instance> list() throws IOException;

  /// One instance.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  Instance show(InstanceName name) throws IOException;

  /// What the guest wrote to its serial console last.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  ConsoleLog log(InstanceName name) throws IOException;

  /// Asks the guest to shut down, and ends it when it does not; one that does not run is left so.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  Instance stop(InstanceName name) throws IOException, InterruptedException;

  /// Ends the instance and removes everything of it, its overlay included.
  ///
  /// @throws io.tain.base.TainException `instance.not-found`
  void remove(InstanceName name) throws IOException, InterruptedException;
}
