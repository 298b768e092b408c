package io.tain.diskhost;

import java.nio.file.Path;

/// Where a disk host finds its home's files.
///
/// @param control socket for the server
/// @param nbd socket that all instances share
/// @param exports what is served, kept over a restart
public record DiskHostPaths(Path control, Path nbd, Path exports) {}
