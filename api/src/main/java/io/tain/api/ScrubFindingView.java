package io.tain.api;

import java.util.List;

/// Something damaged or missing.
///
/// @param code `store.damaged`, `store.missing` or `store.format-newer`
/// @param object the blob or file, and the part of it
/// @param versions that it hurts, as `IMAGE@LABEL`
public record ScrubFindingView(
    String code,
    String object,
    long offset,
    String expected,
    String found,
    List<String> versions) {}
