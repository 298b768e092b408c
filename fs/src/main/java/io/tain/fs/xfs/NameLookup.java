package io.tain.fs.xfs;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Looks for a name among those of a directory; the same letters in another case come second.
final class NameLookup {
  private final String name;
  private final boolean ignoresCase;
  private @Nullable Match found;

  NameLookup(String name, boolean ignoresCase) {
    this.name = name;
    this.ignoresCase = ignoresCase;
  }

  /// Takes an entry; answers false when it is the one.
  boolean offer(String candidate, long inode) {
    if (candidate.equals(name)) {
      found = new Match(candidate, inode);
      return false;
    }
    if (ignoresCase && found == null && isSame(candidate)) {
      found = new Match(candidate, inode);
    }
    return true;
  }

  Optional<Match> found() {
    return Optional.ofNullable(found);
  }

  private boolean isSame(String candidate) {
    if (candidate.length() != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (lower(candidate.charAt(i)) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char) (letter + ('a' - 'A')) : letter;
  }

  /// @param name as the directory has it
  record Match(String name, long inode) {}
}
