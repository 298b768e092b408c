package io.tain.api;

import java.util.List;

/// The instances of a home, by name.
public record InstanceList(List<InstanceView> instances) {}
