package io.tain.api;

/// Imports a file that the server reads itself.
///
/// @param format `raw`, `qcow2`, or empty to find out
/// @param disk its number in a file of several, from 1; 0 for the only one
/// @param version the label; empty for today's date, with a number when that is taken
/// @param base a reference; empty for the newest version
public record LocalImportRequest(
    LocalFile file, String format, int disk, String image, String version, String base) {}
