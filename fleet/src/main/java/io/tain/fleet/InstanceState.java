package io.tain.fleet;

import java.util.Locale;

/// What an instance is doing, as far as can be seen from outside.
public enum InstanceState {
  /// Its directory exists and its process is being started.
  STARTING,
  /// Its process answers.
  RUNNING,
  /// It met the condition that its request named.
  READY,
  /// It did not start, did not get ready in time, or ended without being told to.
  FAILED,
  /// It was stopped, or shut itself down.
  STOPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
