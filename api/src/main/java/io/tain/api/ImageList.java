package io.tain.api;

import java.util.List;

/// The images of a tenant, by name.
public record ImageList(List<ImageSummary> images) {}
