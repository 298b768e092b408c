package io.tain.store.scrub;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.crypto.Domain;
import io.tain.crypto.DomainKey;
import io.tain.crypto.DomainKeys;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.identity.BlockHash;
import io.tain.store.pack.FrameKind;
import io.tain.store.pack.PackFooter;
import io.tain.store.pack.PackReader;
import io.tain.store.pack.StoredFrame;
import io.tain.store.read.FramePlace;
import io.tain.store.read.StoredDisks;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Decompresses frames and compares what is in them with their ids.
///
/// Safe for concurrent use; native, so it belongs on platform threads.
final class FrameCheck {
  private final StoredDisks disks;
  private final DomainKeys keys;
  private final Map<PackName, DomainKey> keysOfPacks = new ConcurrentHashMap<>();

  FrameCheck(StoredDisks disks, DomainKeys keys) {
    this.disks = disks;
    this.keys = keys;
  }

  /// @throws TainException `store.damaged` if an id does not fit, `store.missing` if a base or a
  ///     key is gone
  void run(StoredFrame stored) throws IOException {
    PackFooter footer = stored.footer();
    FrameKind kind = footer.kind(stored.frame());
    byte[] plain = reader().plain(stored, bases(stored, kind));
    int end = footer.firstEntry(stored.frame() + 1);
    for (int entry = footer.firstEntry(stored.frame()); entry < end; entry++) {
      int offset = footer.offsetInFrame(entry);
      ChunkId found = id(footer, kind, plain, offset, footer.entryBytes(entry));
      if (!found.equals(footer.id(entry))) {
        throw new DamagedException(
            "pack " + footer.pack() + " frame " + stored.frame(),
            footer.frameOffset(stored.frame()),
            footer.id(entry),
            found);
      }
    }
  }

  private PackReader reader() {
    return disks.footers().reader();
  }

  private List<byte[]> bases(StoredFrame stored, FrameKind kind) throws IOException {
    var plains = new ArrayList<byte[]>();
    for (FramePlace base : disks.bases().of(stored, _ -> {})) {
      if (kind == FrameKind.CHUNKS) {
        plains.add(disks.frame(base.footer(), base.frame()));
      } else {
        stored.requireDictionary(base.footer().plainBytes(base.frame()));
        plains.add(disks.object(base.footer(), base.frame(), kind));
      }
    }
    return plains;
  }

  private ChunkId id(PackFooter footer, FrameKind kind, byte[] plain, int offset, int length)
      throws IOException {
    MessageDigest digest = BlockHash.newDigest();
    if (kind == FrameKind.CHUNKS) {
      byte[] hash = new byte[BlockHash.SIZE_BYTES];
      MessageDigest blocks = BlockHash.newDigest();
      for (int at = offset; at < offset + length; at += BlockHash.BLOCK_BYTES) {
        BlockHash.hash(blocks, plain, at, hash, 0);
        digest.update(hash);
      }
      return ChunkId.of(key(footer.pack()).idOf(digest.digest()));
    }
    byte[] hash = digest.digest(plain);
    return ChunkId.of(kind == FrameKind.SEGMENT ? key(footer.pack()).idOf(hash) : hash);
  }

  private DomainKey key(PackName pack) throws IOException {
    DomainKey known = keysOfPacks.get(pack);
    if (known == null) {
      Domain domain = reader().domain(pack);
      known =
          keys.find(domain)
              .orElseThrow(
                  () -> TainException.of(ErrorCode.STORE_MISSING, "object", "key " + domain));
      keysOfPacks.put(pack, known);
    }
    return known;
  }
}
