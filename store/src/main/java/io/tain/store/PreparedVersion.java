package io.tain.store;

import java.util.List;

/// A disk whose packs, segments and record are durable, and which one transaction makes visible.
///
/// @param session the import that it ends
/// @param sealed what the disk will be once the transaction is committed
/// @param ownPacks packs that the import wrote
/// @param reusedPacks packs of others that hold chunks or segments of the disk
public record PreparedVersion(
    SessionId session,
    VersionFacts facts,
    Sealed sealed,
    List<PackName> ownPacks,
    List<PackName> reusedPacks) {
  public PreparedVersion {
    ownPacks = List.copyOf(ownPacks);
    reusedPacks = List.copyOf(reusedPacks);
  }
}
