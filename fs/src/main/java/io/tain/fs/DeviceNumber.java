package io.tain.fs;

/// Which device a device node stands for, as Linux numbers them.
public record DeviceNumber(long major, long minor) {
  /// The number that the kernel keeps in 16 bits: eight for each part.
  public static DeviceNumber ofOldForm(int number) {
    return new DeviceNumber(number >>> 8 & 0xFF, number & 0xFF);
  }

  /// The number that the kernel keeps in 32 bits: twelve for the major, twenty for the minor part.
  public static DeviceNumber ofNewForm(int number) {
    return new DeviceNumber(number >>> 8 & 0xFFF, (number & 0xFF) | (number >>> 12 & 0xFFF00));
  }
}
