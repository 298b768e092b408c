package io.tain.fleet.qemu;

import io.tain.base.ConsoleFile;
import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import io.tain.fleet.Failure;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/// The files of one instance.
record InstanceDirectory(Path path, DurableFiles files) {
  static final String SERIAL_LOG = ConsoleFile.NAME;
  static final String QEMU_LOG = "qemu.log";
  static final String QMP_SOCKET = "qmp.sock";
  static final String OVERLAY = "overlay.qcow2";
  static final String SEED = "seed.img";
  private static final String STATE = "instance.json";

  private static final JsonMapper JSON =
      JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build();

  /// Every instance below `root`, in the order of names.
  static List<InstanceDirectory> all(Path root, DurableFiles files) throws IOException {
    var found = new ArrayList<InstanceDirectory>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
      for (Path child : children) {
        if (Files.exists(child.resolve(STATE))) {
          found.add(new InstanceDirectory(child, files));
        }
      }
    }
    found.sort((a, b) -> a.path.compareTo(b.path));
    return found;
  }

  /// Makes the directory, for its owner alone.
  ///
  /// @throws TainException `instance.exists`
  void create(InstanceName name) throws IOException {
    var ownerOnly = PosixFilePermissions.fromString("rwx------");
    try {
      Files.createDirectory(path, PosixFilePermissions.asFileAttribute(ownerOnly));
    } catch (FileAlreadyExistsException e) {
      if (Files.exists(path.resolve(STATE))) {
        throw TainException.of(ErrorCode.INSTANCE_EXISTS, "instance", name).causedBy(e);
      }
      // A server died between making the directory and writing the state: nothing runs there.
    }
  }

  /// Notes it; what could not be read is not written over.
  void save(StoredInstance state) throws IOException {
    if (state.isLegible()) {
      files.write(path.resolve(STATE), JSON.writeValueAsBytes(state));
    }
  }

  /// What is noted of the instance; of notes that cannot be read, that it failed for this reason.
  ///
  /// @throws TainException `instance.not-found`
  StoredInstance load(InstanceName name) throws IOException {
    try {
      StoredInstance noted =
          JSON.readValue(Files.readAllBytes(path.resolve(STATE)), StoredInstance.class);
      return noted == null ? illegible(name, "null") : noted;
    } catch (NoSuchFileException e) {
      throw TainException.of(ErrorCode.INSTANCE_NOT_FOUND, "instance", name).causedBy(e);
    } catch (JacksonException e) {
      return illegible(name, e.getOriginalMessage());
    } catch (IOException e) {
      return illegible(name, e.toString());
    }
  }

  private StoredInstance illegible(InstanceName name, String reason) throws IOException {
    TainException why =
        TainException.of(ErrorCode.FILE_FAILED, "path", path.resolve(STATE), "reason", reason);
    return StoredInstance.illegible(
        name,
        Files.getLastModifiedTime(path).toInstant(),
        QemuProcess.in(path, CommandLine.QMP),
        Failure.of(why));
  }

  /// Removes everything, the state first: what is left without it is no instance.
  void delete() throws IOException {
    files.delete(path.resolve(STATE));
    try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
      for (Path child : children) {
        Files.deleteIfExists(child);
      }
    }
    Files.deleteIfExists(path);
  }

  Path serialLog() {
    return path.resolve(SERIAL_LOG);
  }

  Path qemuLog() {
    return path.resolve(QEMU_LOG);
  }

  Path qmpSocket() {
    return path.resolve(QMP_SOCKET);
  }
}
