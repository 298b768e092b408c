package io.tain.api;

/// A version that is served over NBD.
public record NbdView(
    String export, String uri, String image, String version, long virtualSizeBytes) {}
