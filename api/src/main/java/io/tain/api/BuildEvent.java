package io.tain.api;

import org.jspecify.annotations.Nullable;

/// One line of a running build: progress, or its end.
///
/// @param step what is being done; empty in the last line
/// @param built the result, in the last line of a build that succeeded
/// @param problem the error, in the last line of a build that failed
public record BuildEvent(
    String step,
    long doneBytes,
    long totalBytes,
    @Nullable Built built,
    @Nullable Problem problem) {}
