package io.tain.api;

import java.util.List;

/// What is inside a version's disk, read without mounting it.
///
/// @param scheme `gpt`, `mbr` or `none`
/// @param system the distribution's own name for itself; empty when none was found
/// @param kernels versions in /boot, newest first
/// @param packageCount installed packages
public record InspectionView(
    String scheme,
    List<PartitionView> partitions,
    String system,
    String architecture,
    List<String> kernels,
    int packageCount) {}
