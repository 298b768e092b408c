package io.tain.disk.ova;

import io.tain.base.ByteRange;

/// A disk in an archive.
///
/// @param name of the member that holds it
/// @param range where that lies in the archive
/// @param isGzipped true when the descriptor says that it is compressed
/// @param format the address of the format's specification that the descriptor names
public record OvaDisk(String name, ByteRange range, boolean isGzipped, String format) {}
