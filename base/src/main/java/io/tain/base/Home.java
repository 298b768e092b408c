package io.tain.base;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.CRC32C;

/// The directory that holds everything of one Tain: `TAIN_HOME`, by default `~/.tain`.
public record Home(Path root) {
  /// What the kernel accepts as the path of a Unix socket, without its final zero.
  private static final int MAX_SOCKET_PATH_BYTES = 107;

  public Home {
    root = root.toAbsolutePath().normalize();
  }

  /// Makes the directories that are missing, for their owner alone.
  ///
  /// @throws IOException if one cannot be made
  public Home create() throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    Files.createDirectories(root, ownerOnly);
    for (Path directory : new Path[] {store(), catalog(), instances(), keys(), cache()}) {
      Files.createDirectories(directory, ownerOnly);
    }
    return this;
  }

  public Path store() {
    return root.resolve("store");
  }

  public Path catalog() {
    return root.resolve("catalog");
  }

  public Path instances() {
    return root.resolve("instances");
  }

  public Path keys() {
    return root.resolve("keys");
  }

  public Path cache() {
    return root.resolve("cache");
  }

  public Path configFile() {
    return root.resolve("config.yaml");
  }

  /// What the running server says of itself; stale when `lockFile()` is free.
  public Path serverFile() {
    return root.resolve("server.json");
  }

  /// Locked by the one server of the home while it runs.
  public Path lockFile() {
    return root.resolve("lock");
  }

  /// The server's token, for its owner alone.
  public Path tokenFile() {
    return keys().resolve("server.token");
  }

  /// Where the background server and the disk host write what they have to say.
  public Path logFile(String process) {
    return root.resolve(process + ".log");
  }

  /// A Unix socket of this home: in `instances/`, or under `/tmp` when that path is too long.
  public Path socket(String name) {
    Path usual = instances().resolve(name + ".sock");
    byte[] bytes = usual.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= MAX_SOCKET_PATH_BYTES) {
      return usual;
    }
    var checksum = new CRC32C();
    checksum.update(bytes);
    return Path.of("/tmp", "tain-%08x-%s.sock".formatted(checksum.getValue(), name));
  }
}
