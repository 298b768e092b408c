package io.tain.cli.context;

import java.io.PrintWriter;

/// Where a command writes.
///
/// @param out results
/// @param err errors and progress
/// @param terminal true when `err` is one
public record Streams(PrintWriter out, PrintWriter err, boolean terminal) {}
