package io.tain.api;

/// Something that has ended, by its name.
public record Ended(String name) {}
