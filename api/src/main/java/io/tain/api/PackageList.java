package io.tain.api;

import java.util.List;

/// The installed packages of a version, by name.
public record PackageList(List<PackageView> packages) {}
