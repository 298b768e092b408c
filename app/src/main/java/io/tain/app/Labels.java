package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.catalog.ImageKey;
import io.tain.catalog.Version;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The labels of versions that are being added: the wished one, or the day with a number when it is
/// taken. No two of them are the same in one image.
///
/// Safe for concurrent use.
final class Labels {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Library library;
  private final Set<Claim> claimed = new HashSet<>();

  Labels(Library library) {
    this.library = library;
  }

  /// A label that is nobody else's until the claim is closed.
  ///
  /// @throws TainException `version.exists` if the wished one is taken
  synchronized Claim claim(ImageKey image, Optional<VersionLabel> wished) {
    List<Version> versions = library.database().read(tx -> library.versions(tx, image));
    Set<VersionLabel> taken = new HashSet<>(labels(versions));
    claimed.stream().filter(it -> it.image().equals(image)).forEach(it -> taken.add(it.label()));
    wished.ifPresent(label -> requireFree(image, label, taken));
    VersionLabel label = wished.orElseGet(() -> free(DAY.format(library.clock().instant()), taken));
    var claim = new Claim(this, image, label);
    claimed.add(claim);
    return claim;
  }

  /// @throws TainException `version.exists` if the label is taken
  static void requireFree(ImageKey image, VersionLabel label, Set<VersionLabel> taken) {
    if (taken.contains(label)) {
      throw TainException.of(ErrorCode.VERSION_EXISTS, "image", image, "version", label);
    }
  }

  /// The label itself, or with `.2`, `.3` and so on when it is taken.
  static VersionLabel free(String label, Set<VersionLabel> taken) {
    var candidate = new VersionLabel(label);
    for (int number = 2; taken.contains(candidate); number++) {
      candidate = new VersionLabel(label + "." + number);
    }
    return candidate;
  }

  static Set<VersionLabel> labels(List<Version> versions) {
    return versions.stream().map(Version::label).collect(Collectors.toSet());
  }

  private synchronized void release(Claim claim) {
    claimed.remove(claim);
  }

  /// A label that is about to be given.
  record Claim(Labels labels, ImageKey image, VersionLabel label) implements AutoCloseable {
    @Override
    public void close() {
      labels.release(this);
    }
  }
}
