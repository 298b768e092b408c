package io.tain.crypto;

import java.io.IOException;
import java.util.Optional;

/// The keys of all domains of a home.
///
/// Safe for concurrent use inside one process.
public interface DomainKeys {
  /// The key of a domain, if it has one.
  ///
  /// @throws io.tain.base.TainException `key.exposed` if others can read it, `store.damaged` if it
  ///     is no key
  Optional<DomainKey> find(Domain domain) throws IOException;

  /// The key of a domain, made at random and kept when it has none.
  ///
  /// Whoever knows that the domain has chunks calls [#find(Domain)] instead: under a new key they
  /// would never be found equal to anything.
  ///
  /// @throws io.tain.base.TainException as `find`
  DomainKey findOrCreate(Domain domain) throws IOException;
}
