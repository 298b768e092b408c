package io.tain.testkit.files;

/// The process has ended here, as far as the test goes.
///
/// An error and no exception, so that no code under test recovers from it.
public final class SimulatedCrash extends Error {
  private static final long serialVersionUID = 1L;

  SimulatedCrash(String message) {
    super(message);
  }
}
