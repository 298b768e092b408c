package io.tain.api;

/// A package whose version differs.
public record PackageChange(String name, String architecture, String from, String to) {}
