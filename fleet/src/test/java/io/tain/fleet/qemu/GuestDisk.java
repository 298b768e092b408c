package io.tain.fleet.qemu;

import io.tain.disk.SparseMemoryDisk;
import java.util.HexFormat;

/// A disk whose boot sector is the whole guest.
///
/// It prints `TAIN-GUEST-UP`, then reads one sector of its disk at every tick of the clock and
/// prints `.` for one that was read and `E` for one that was not; after so many reads it switches
/// the machine off. The program, for `as` of binutils:
///
/// ```
/// start: cli; xorw %ax,%ax; movw %ax,%ds; movw %ax,%es; movw %ax,%ss; movw $0x7c00,%sp; sti
///        movb %dl,drive; movw $msg,%si
/// 1:     lodsb; testb %al,%al; jz again; call putc; jmp 1b
/// again: movw $dap,%si; movb $0x42,%ah; movb drive,%dl; int $0x13
///        movb $'E',%al; jc 2f; movb $'.',%al
/// 2:     call putc; incw dap+8; andw $0x3ff,dap+8; hlt; decw left; jnz again
///        movw $0x604,%dx; movw $0x2000,%ax; outw %ax,%dx
/// 3:     hlt; jmp 3b
/// putc:  movw $0x3f8,%dx; outb %al,%dx; ret
/// msg:   .asciz "TAIN-GUEST-UP\n"
/// drive: .byte 0
/// dap:   .byte 16,0; .word 1; .word 0x8000,0; .quad 0
/// left:  .word 0
/// ```
final class GuestDisk {
  static final String GREETING = "TAIN-GUEST-UP";

  private static final String PROGRAM =
      "fa31c08ed88ec08ed0bc007cfb8816617cbe527cac84c07405e83100ebf6be627cb4428a16617ccd13b0457202"
          + "b02ee81b00ff066a7c81266a7cff03f4ff0e727c75dbba0406b80020eff4ebfdbaf803eec35441494e2d"
          + "47554553542d55500a00001000010000800000000000000000000000000000";
  private static final int LEFT_OFFSET = 0x72;
  private static final int SIZE_BYTES = 1 << 20;

  private GuestDisk() {}

  /// A guest that runs for an hour.
  static SparseMemoryDisk endless() {
    return switchingOffAfter(0);
  }

  /// A guest that switches itself off after some reads, 18 a second; 0 means 65536.
  static SparseMemoryDisk switchingOffAfter(int reads) {
    var sector = new byte[512];
    byte[] program = HexFormat.of().parseHex(PROGRAM);
    System.arraycopy(program, 0, sector, 0, LEFT_OFFSET);
    sector[LEFT_OFFSET] = (byte) reads;
    sector[LEFT_OFFSET + 1] = (byte) (reads >> 8);
    sector[510] = 0x55;
    sector[511] = (byte) 0xAA;
    var disk = new SparseMemoryDisk(SIZE_BYTES);
    disk.write(0, sector);
    return disk;
  }
}
