package io.tain.base;

/// The file that takes what a guest prints on its serial console, in its instance's directory.
///
/// QEMU only writes on; the older part is given free on the disk, and the offsets stay as they are.
public final class ConsoleFile {
  /// The file's name.
  public static final String NAME = "serial.log";

  /// The newest part, which is always there.
  public static final int KEPT_BYTES = 4 << 20;

  /// More than this is not left on the disk.
  public static final int MAX_BYTES = 2 * KEPT_BYTES;

  private ConsoleFile() {}
}
