package io.tain.store;

import io.tain.db.Transaction;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;

/// The store: takes disks as chunks, keeps each chunk once in its domain, gives disks back.
///
/// An import is `begin`, then `have` and `accept` for one batch of cuts after the other, then
/// `prepare`, then `seal` in the transaction that makes its version visible. Whatever was
/// interrupted is begun again: what was durable is not sent twice.
///
/// Safe for concurrent use; the batches of one session are sent one after the other. Passes
/// `ChunkStoreContract`.
public interface ChunkStore extends AutoCloseable {
  /// The most cuts, and the most hashes, that one call takes.
  int MAX_BATCH = 8192;

  /// Starts an import, or takes up one of the same purpose that was interrupted: its cuts are sent
  /// again from the first one, and `have` answers what was durable.
  ///
  /// @throws io.tain.base.TainException `store.missing` or `store.damaged` if a base cannot be read
  SessionId begin(SessionRequest request) throws IOException;

  /// Which of these chunks need not be sent: those of the bases, and those that this session sent.
  ///
  /// @param hashes at most [#MAX_BATCH]
  /// @throws io.tain.base.TainException `import.session-lost` if there is no such session
  BitSet have(SessionId session, List<ChunkHash> hashes) throws IOException;

  /// Takes cuts in cutting order; they are durable after `flush` or `prepare`.
  ///
  /// @param cuts at most [#MAX_BATCH]; one without bytes must be one that `have` answered
  /// @throws io.tain.base.TainException `request.malformed` if bytes, block hashes, chunk hash and
  ///     runs do not belong together; `import.session-lost` if there is no such session
  void accept(SessionId session, List<SentCut> cuts) throws IOException;

  /// Takes the next cut, which this process made of a disk: its bytes are not hashed again.
  ///
  /// @param cut with its bytes, which are not used after the call
  /// @throws io.tain.base.TainException as `accept` does
  void acceptOwn(SessionId session, SentCut cut) throws IOException;

  /// Makes everything durable that was accepted so far.
  void flush(SessionId session) throws IOException;

  /// Makes the whole disk durable: chunks, manifest, version record. Nothing is visible yet.
  ///
  /// @throws io.tain.base.TainException `request.malformed` if two cuts hold the same byte of the
  ///     disk, or one lies outside; `import.session-lost` if there is no such session
  PreparedVersion prepare(SessionId session, VersionFacts facts) throws IOException;

  /// Takes the disk into the store as part of `transaction`, whose commit makes it visible, and
  /// ends the session.
  ///
  /// @throws io.tain.base.TainException `store.pack-state` if a pack that the disk uses is not to
  /// be
  ///     used any more, `import.session-lost` if the session was ended by someone else
  Sealed seal(Transaction transaction, PreparedVersion prepared);

  /// Lets go of an import that was interrupted, and may be begun again: what was accepted is made
  /// durable. One that has ended already is no error.
  void suspend(SessionId session) throws IOException;

  /// Gives up an import; one that has ended already is no error.
  void abandon(SessionId session) throws IOException;

  /// Opens a disk; the caller closes it.
  ///
  /// @throws io.tain.base.TainException `store.missing` or `store.damaged` if the manifest cannot
  /// be
  ///     read
  StoredDisk open(ManifestPlace place) throws IOException;

  StoreStatistics stats() throws IOException;

  /// Looks whether what is stored is still what was stored.
  Scrub scrub();

  @Override
  void close() throws IOException;
}
