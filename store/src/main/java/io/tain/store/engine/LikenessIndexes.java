package io.tain.store.engine;

import io.tain.crypto.Domain;
import io.tain.store.resemblance.LikenessIndex;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The index of base frames of the domain that imports; one at a time, so that memory is bounded.
///
/// Safe for concurrent use.
final class LikenessIndexes {
  private static final System.Logger LOG = System.getLogger(LikenessIndexes.class.getName());

  private final Path directory;

  /// Guarded by this object, as are the two below.
  private @Nullable Domain domain;

  private LikenessIndex index = new LikenessIndex();
  private int users;

  /// @param directory where indexes outlive the process; may be deleted at any time
  LikenessIndexes(Path directory) {
    this.directory = directory;
  }

  /// The index of a domain, until it is given back; empty while another domain has it.
  synchronized Optional<LikenessIndex> take(Domain wanted) {
    if (!wanted.equals(domain)) {
      if (users > 0) {
        return Optional.empty();
      }
      index = new LikenessIndex();
      index = load(wanted);
      domain = wanted;
    }
    users++;
    return Optional.of(index);
  }

  synchronized void giveBack() {
    users--;
  }

  /// Keeps an index for processes that come later; what cannot be kept is made again.
  void save(Domain of, LikenessIndex kept) {
    try {
      kept.save(file(of));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          () -> "base index was not kept path=%s reason=%s".formatted(file(of), e.getMessage()));
    }
  }

  private LikenessIndex load(Domain of) {
    try {
      return LikenessIndex.load(file(of));
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          () -> "base index is made again path=%s reason=%s".formatted(file(of), e.getMessage()));
      return new LikenessIndex();
    }
  }

  private Path file(Domain of) {
    return directory.resolve(of.text() + ".bases");
  }
}
