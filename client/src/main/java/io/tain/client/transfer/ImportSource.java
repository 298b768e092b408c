package io.tain.client.transfer;

import io.tain.disk.DiskFormat;
import java.nio.file.Path;
import java.util.Optional;

/// A file that is to be stored, and as what.
///
/// @param format what the user says that it is; empty to find out
/// @param version the label; empty for the server to choose
/// @param base a reference; empty for the newest version of the image
public record ImportSource(
    Path file, Optional<DiskFormat> format, String image, String version, String base) {}
