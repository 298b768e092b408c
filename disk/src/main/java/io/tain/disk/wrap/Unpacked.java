package io.tain.disk.wrap;

import io.tain.disk.VirtualDisk;

/// What was packed, as far as it was unpacked.
///
/// @param bytes closed by whoever let it be unpacked; of a beginning, as long as it may be at most,
///     and `UnreadBytesException` is what the rest answers
/// @param isWhole false for a beginning
/// @param length what was unpacked
public record Unpacked(VirtualDisk bytes, boolean isWhole, long length) {}
