package io.tain.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// The directory that holds everything of one Tain: `TAIN_HOME`, by default `~/.tain`.
public record Home(Path root) {
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
}
