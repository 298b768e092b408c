package io.tain.diskhost.control;

import io.tain.api.Problem;
import io.tain.diskhost.DiskUse;
import org.jspecify.annotations.Nullable;

/// The disk host's line in answer.
///
/// @param use of the export asked about or added; null when there is none of that name
/// @param problem null when it was done
public record ControlReply(@Nullable DiskUse use, @Nullable Problem problem) {}
