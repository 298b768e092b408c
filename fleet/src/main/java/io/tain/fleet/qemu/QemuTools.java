package io.tain.fleet.qemu;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The programs and firmware of this machine that run guests.
///
/// @param qemu `qemu-system-x86_64`
/// @param firmware the code of OVMF, 64-bit UEFI
public record QemuTools(Path qemu, Path firmware) {
  private static final List<Path> PROGRAM_DIRECTORIES =
      List.of(Path.of("/usr/bin"), Path.of("/usr/local/bin"), Path.of("/bin"));
  private static final List<Path> FIRMWARE_FILES =
      List.of(
          Path.of("/usr/share/OVMF/OVMF_CODE_4M.fd"),
          Path.of("/usr/share/OVMF/OVMF_CODE.fd"),
          Path.of("/usr/share/edk2/ovmf/OVMF_CODE.fd"));

  /// What is installed here.
  ///
  /// @throws TainException `host.lacks` with the package to install
  public static QemuTools find() {
    Stream<Path> programs =
        PROGRAM_DIRECTORIES.stream().map(directory -> directory.resolve("qemu-system-x86_64"));
    return new QemuTools(
        first(programs, "qemu-system-x86_64", "apt-get install qemu-system-x86"),
        first(FIRMWARE_FILES.stream(), "OVMF_CODE.fd", "apt-get install ovmf"));
  }

  private static Path first(Stream<Path> candidates, String what, String remedy) {
    return candidates
        .filter(Files::isReadable)
        .findFirst()
        .orElseThrow(() -> TainException.of(ErrorCode.HOST_LACKS, "what", what, "remedy", remedy));
  }
}
