package io.tain.crypto.local;

import io.tain.base.DurableFiles;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.crypto.Domain;
import io.tain.crypto.DomainKey;
import io.tain.crypto.DomainKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Domain keys in the `keys` directory of a home, one file each, readable by the owner only.
public final class LocalKeys implements DomainKeys {
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path directory;
  private final DurableFiles files;
  private final SecureRandom random;

  /// Guarded by this.
  private final Map<Domain, DomainKey> loaded = new HashMap<>();

  /// Keys in a directory, which is created with the first of them.
  public LocalKeys(Path directory, DurableFiles files, SecureRandom random) {
    this.directory = directory;
    this.files = files;
    this.random = random;
  }

  @Override
  public synchronized Optional<DomainKey> find(Domain domain) throws IOException {
    DomainKey known = loaded.get(domain);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<DomainKey> found = load(domain);
    found.ifPresent(key -> loaded.put(domain, key));
    return found;
  }

  @Override
  public synchronized DomainKey findOrCreate(Domain domain) throws IOException {
    Optional<DomainKey> found = find(domain);
    return found.isPresent() ? found.get() : create(domain);
  }

  private Optional<DomainKey> load(Domain domain) throws IOException {
    Path file = fileOf(domain);
    try {
      requireHidden(file);
      return Optional.of(new DomainKey(domain, KeyFile.read(file)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw FileFailures.explained(file, e);
    }
  }

  private DomainKey create(Domain domain) throws IOException {
    var bytes = new byte[DomainKey.SIZE_BYTES];
    random.nextBytes(bytes);
    Path file = fileOf(domain);
    try {
      files.createDirectories(directory);
      files.write(file, KeyFile.encode(bytes));
    } catch (IOException e) {
      throw FileFailures.explained(file, e);
    }
    var key = new DomainKey(domain, bytes);
    loaded.put(domain, key);
    return key;
  }

  private Path fileOf(Domain domain) {
    return directory.resolve(domain.text() + ".key");
  }

  private static void requireHidden(Path file) throws IOException {
    var permissions = Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (!OWNER.containsAll(permissions)) {
      String found = PosixFilePermissions.toString(permissions);
      throw TainException.of(ErrorCode.KEY_EXPOSED, "path", file, "found", found);
    }
  }
}
