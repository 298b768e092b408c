package io.tain.catalog;

/// The machine that a version is for.
public record Target(Architecture architecture, Firmware firmware) {}
