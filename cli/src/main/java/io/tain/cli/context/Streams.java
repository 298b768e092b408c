package io.tain.cli.context;

import java.io.OutputStream;
import java.io.PrintWriter;

/// Where a command writes.
///
/// @param out results
/// @param bytes the same place as `out`, for what is no text; whoever writes there flushes it
/// @param err errors and progress
/// @param terminal true when `err` is one
public record Streams(PrintWriter out, OutputStream bytes, PrintWriter err, boolean terminal) {}
