package io.tain.api;

/// One step of a scrub.
///
/// @param level `listing`, `checksums`, `contents` or `disks`
/// @param maxBytes to read, about; then the step ends
public record ScrubRequest(String level, long maxBytes) {}
