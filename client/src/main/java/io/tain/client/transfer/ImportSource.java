package io.tain.client.transfer;

import io.tain.disk.DiskFormat;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/// A file that is to be stored, and as what.
///
/// @param format what the user says that it is; empty to find out
/// @param disk its number in a file of several, from 1; empty for the only one
/// @param version the label; empty for the server to choose
/// @param base a reference; empty for the newest version of the image
public record ImportSource(
    Path file,
    Optional<DiskFormat> format,
    OptionalInt disk,
    String image,
    String version,
    String base) {}
