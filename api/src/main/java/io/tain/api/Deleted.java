package io.tain.api;

/// A version that is hidden now; its space is freed by collection.
public record Deleted(String image, String version, String id) {}
