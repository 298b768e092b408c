package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.VersionLabel;
import io.tain.catalog.Version;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Chooses the label of a new version: the wished one, or the day with a number when it is taken.
final class Labels {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy.MM.dd", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Labels() {}

  /// @throws TainException `version.exists` if the wished label is taken
  static VersionLabel choose(
      Optional<VersionLabel> wished, List<Version> versions, Instant now, String image) {
    Set<VersionLabel> taken = versions.stream().map(Version::label).collect(Collectors.toSet());
    if (wished.isEmpty()) {
      return free(DAY.format(now), taken);
    }
    if (taken.contains(wished.get())) {
      throw TainException.of(ErrorCode.VERSION_EXISTS, "image", image, "version", wished.get());
    }
    return wished.get();
  }

  /// The label itself, or with `.2`, `.3` and so on when it is taken.
  static VersionLabel free(String label, Set<VersionLabel> taken) {
    var candidate = new VersionLabel(label);
    for (int number = 2; taken.contains(candidate); number++) {
      candidate = new VersionLabel(label + "." + number);
    }
    return candidate;
  }
}
