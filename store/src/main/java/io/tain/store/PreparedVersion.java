package io.tain.store;

/// A disk whose packs, segments and record are durable, and which one transaction makes visible.
///
/// @param session the import that it ends
/// @param sealed what the disk will be once the transaction is committed
public record PreparedVersion(SessionId session, Sealed sealed) {}
