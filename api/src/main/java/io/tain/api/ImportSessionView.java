package io.tain.api;

/// An import that has begun.
public record ImportSessionView(String session, String image, String version) {}
