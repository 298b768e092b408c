package io.tain.api;

/// Writes a disk into a file that the server writes itself.
///
/// @param file empty
/// @param format `raw` or `qcow2`
public record LocalExportRequest(LocalFile file, String format) {}
