package io.tain.nbd.socket;

/// What client and server agreed on before the first request.
///
/// @param structured replies come in chunks that name their offset
/// @param allocation the client may ask where holes are
record Agreement(ServedExport served, boolean structured, boolean allocation) {}
