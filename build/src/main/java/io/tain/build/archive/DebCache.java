package io.tain.build.archive;

import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.sandbox.Sandbox;
import io.tain.build.sandbox.Sandbox.Outcome;
import io.tain.build.scripts.Scripts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;

/// Package files by their digest: `<sha256>.deb`, and beside each its control fields.
final class DebCache {
  private static final int BATCH = 24;
  private static final String APT_HELPER = "/usr/lib/apt/apt-helper";

  private final Sandbox sandbox;
  private final Path directory;

  DebCache(Sandbox sandbox, Path directory) {
    this.sandbox = sandbox;
    this.directory = directory;
  }

  Path file(LockedPackage item) {
    return directory.resolve(item.sha256().hex() + ".deb");
  }

  Path control(LockedPackage item) {
    return directory.resolve(item.sha256().hex() + ".control");
  }

  /// Whether the file is there; one with other bytes, as a power failure leaves it, is removed.
  boolean has(LockedPackage item) throws IOException {
    Path file = file(item);
    if (!Files.exists(file)) {
      return false;
    }
    if (!sha256(file).equals(item.sha256())) {
      Files.delete(file);
      return false;
    }
    return true;
  }

  /// Fetches packages.
  ///
  /// @param bases the addresses of archives, by their last part
  /// @throws TainException `package.unavailable`, `digest.mismatch`
  void fetch(List<LockedPackage> packages, Map<String, String> bases, LongConsumer fetchedBytes)
      throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < packages.size(); i += BATCH) {
      List<LockedPackage> batch = packages.subList(i, Math.min(i + BATCH, packages.size()));
      fetchBatch(batch, bases);
      fetchedBytes.accept(batch.stream().mapToLong(LockedPackage::sizeBytes).sum());
    }
  }

  /// Makes the control fields of packages that are there readable.
  void readControl(List<LockedPackage> packages) throws IOException {
    var lines = new ArrayList<String>();
    for (LockedPackage item : packages) {
      if (!Files.exists(control(item)) || Files.size(control(item)) == 0) {
        lines.add(file(item).toString());
      }
    }
    if (lines.isEmpty()) {
      return;
    }
    Path list = directory.resolve("control.list");
    Files.write(list, lines);
    var command = List.of("sh", "-c", Scripts.text("control.sh"), "control", list.toString());
    Outcome outcome = sandbox.run(command);
    Files.delete(list);
    if (!outcome.succeeded()) {
      throw new IOException(outcome.reason());
    }
  }

  /// Removes every file of a package that is not among these.
  void retain(Set<Digest> wanted) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (var files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        if (name.matches("[0-9a-f]{64}\\..*")
            && !wanted.contains(Digest.parse("sha256:" + name.substring(0, 64)))) {
          Files.delete(file);
        }
      }
    }
  }

  private void fetchBatch(List<LockedPackage> batch, Map<String, String> bases) throws IOException {
    var command = new ArrayList<String>(List.of(APT_HELPER, "download-file"));
    for (LockedPackage item : batch) {
      String base = bases.get(item.archive());
      if (base == null) {
        throw unavailable(item, item.archive());
      }
      Files.deleteIfExists(incoming(item));
      command.add(base + "/" + item.filename());
      command.add(incoming(item).toString());
      command.add("SHA256:" + item.sha256().hex());
    }
    command.add("-oAPT::Sandbox::User=root");
    Outcome outcome = sandbox.run(command);
    for (LockedPackage item : batch) {
      if (!Files.exists(incoming(item))) {
        throw failed(item, outcome);
      }
    }
    for (LockedPackage item : batch) {
      admit(item);
    }
  }

  private void admit(LockedPackage item) throws IOException {
    Digest found = sha256(incoming(item));
    if (!found.equals(item.sha256())) {
      Files.delete(incoming(item));
      throw mismatch(item, found.toString());
    }
    Files.move(incoming(item), file(item), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path incoming(LockedPackage item) {
    return directory.resolve(item.sha256().hex() + ".incoming");
  }

  private static TainException failed(LockedPackage item, Outcome outcome) {
    String file = item.filename().substring(item.filename().lastIndexOf('/') + 1);
    String reason = outcome.reason();
    for (String line : outcome.tail()) {
      if (line.contains(file) && line.contains("Hash Sum mismatch")) {
        return mismatch(item, line.strip());
      }
      if (line.contains(file) && line.startsWith("E: ")) {
        reason = line.substring(line.lastIndexOf(file) + file.length()).strip();
      }
    }
    return unavailable(item, reason);
  }

  private static TainException unavailable(LockedPackage item, String reason) {
    return TainException.of(
        ErrorCode.PACKAGE_UNAVAILABLE,
        "package",
        item.name(),
        "version",
        item.version(),
        "reason",
        reason);
  }

  private static TainException mismatch(LockedPackage item, String found) {
    return TainException.of(
        ErrorCode.DIGEST_MISMATCH,
        "what",
        item.name() + " " + item.version(),
        "expected",
        item.sha256(),
        "found",
        found);
  }

  private static Digest sha256(Path file) throws IOException {
    try (InputStream input = Files.newInputStream(file)) {
      var sha256 = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int length = input.read(buffer); length >= 0; length = input.read(buffer)) {
        sha256.update(buffer, 0, length);
      }
      return Digest.sha256(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
