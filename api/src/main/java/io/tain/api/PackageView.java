package io.tain.api;

/// An installed package.
public record PackageView(
    String name, String version, String architecture, String source, String sourceVersion) {}
