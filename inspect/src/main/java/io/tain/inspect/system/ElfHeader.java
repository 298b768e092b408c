package io.tain.inspect.system;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The start of a program in ELF, which names the processor that it is for.
///
/// Source: elf(5). Byte 4 is the class (1: 32 bits), byte 5 the byte order (1: little), byte 18 the
/// machine.
record ElfHeader(ByteBuffer bytes) {
  static final int BYTES = 20;

  private static final int MAGIC = 0x7F454C46;

  /// The architecture as Debian names it; empty for one that Debian does not have, or no ELF.
  String architecture() {
    if (bytes.order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
      return "";
    }
    boolean isLittle = bytes.get(5) == 1;
    bytes.order(isLittle ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    return switch (bytes.getShort(18)) {
      case 3 -> "i386";
      case 21 -> isLittle ? "ppc64el" : "ppc64";
      case 22 -> "s390x";
      case 40 -> "armhf";
      case 62 -> "amd64";
      case 183 -> "arm64";
      case 243 -> "riscv64";
      case 258 -> "loong64";
      default -> "";
    };
  }
}
