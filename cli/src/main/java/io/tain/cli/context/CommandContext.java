package io.tain.cli.context;

import io.tain.base.Messages;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// What every command is given: the reader's language, the environment, the streams and the clock.
///
/// @param environment the variables of the process
/// @param out results
/// @param err errors and progress
/// @param terminal true when `err` is one
public record CommandContext(
    Messages messages,
    Map<String, String> environment,
    PrintWriter out,
    PrintWriter err,
    boolean terminal,
    InstantSource clock) {
  public CommandContext {
    environment = Map.copyOf(environment);
  }

  /// A variable of the environment, if it is set and not empty.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
