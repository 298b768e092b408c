package io.tain.inspect.system;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.fs.FileEntry;
import io.tain.fs.FileSystem;
import io.tain.inspect.InstalledPackage;
import io.tain.inspect.OsRelease;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The files at known places of a root file system that say what the system is.
record SystemRoot(FileSystem fileSystem) {
  private static final List<String> RELEASE_PLACES =
      List.of("/etc/os-release", "/usr/lib/os-release");
  private static final List<String> PROGRAMS = List.of("/bin/sh", "/usr/bin/env", "/sbin/init");
  private static final int MAX_RELEASE_BYTES = 64 << 10;

  static SystemRoot of(Volume.Opened volume) {
    return new SystemRoot(volume.fileSystem());
  }

  /// The distribution; empty when this is no root file system.
  Optional<OsRelease> release() throws IOException {
    for (String path : RELEASE_PLACES) {
      Optional<FileEntry> file = fileSystem.find(path).filter(FileEntry::isFile);
      if (file.isPresent()) {
        return Optional.of(OsRelease.parse(text(file.get())));
      }
    }
    return Optional.empty();
  }

  /// The architecture that dpkg is installed for, else the one of a program that every system has.
  String architecture(List<InstalledPackage> packages) throws IOException {
    for (InstalledPackage installed : packages) {
      if (installed.name().equals("dpkg")) {
        return installed.architecture();
      }
    }
    for (String path : PROGRAMS) {
      Optional<FileEntry> program = fileSystem.find(path).filter(FileEntry::isFile);
      if (program.isPresent() && program.get().sizeBytes() >= ElfHeader.BYTES) {
        ByteBuffer header = ByteBuffer.allocate(ElfHeader.BYTES);
        fileSystem.read(program.get(), 0, header);
        return new ElfHeader(header.flip()).architecture();
      }
    }
    return "";
  }

  private String text(FileEntry file) throws IOException {
    if (file.sizeBytes() > MAX_RELEASE_BYTES) {
      throw TainException.of(
          ErrorCode.FS_UNSUPPORTED,
          "filesystem",
          fileSystem.type(),
          "feature",
          file.path() + " > " + MAX_RELEASE_BYTES);
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) file.sizeBytes());
    fileSystem.read(file, 0, bytes);
    return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
  }
}
