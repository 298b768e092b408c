package io.tain.testkit.files;

/// What happens at one step of a run.
public enum FileFault {
  /// The step is done, then the process ends; everything done so far is on the disk.
  KILLED("killed", true),
  /// The machine stops before the step reaches the disk; everything before it is there.
  WRITE_LOST("write lost", true),
  /// Half of the step's bytes reach the disk, then the machine stops.
  WRITE_TORN("write torn", true),
  /// The step is done, then the power fails: what was not synchronised is gone.
  UNSYNCED_LOST("unsynced data lost", true),
  /// The step is not done and reported as failed; the process goes on.
  FAILED("failed", false),
  /// The step is done, but reported as failed; the process goes on.
  LANDED("landed, reported as failed", false);

  private final String text;
  private final boolean crash;

  FileFault(String text, boolean crash) {
    this.text = text;
    this.crash = crash;
  }

  /// True when nothing of the process is left afterwards.
  public boolean isCrash() {
    return crash;
  }

  @Override
  public String toString() {
    return text;
  }
}
