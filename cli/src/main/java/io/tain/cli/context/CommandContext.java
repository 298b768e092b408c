package io.tain.cli.context;

import io.tain.api.Json;
import io.tain.base.Home;
import io.tain.base.Messages;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// What every command is given: the reader's language, the environment, the streams, the clock and
/// the options that all commands share.
///
/// @param environment the variables of the process
/// @param options filled in when the command line is parsed
public record CommandContext(
    Messages messages,
    Map<String, String> environment,
    Streams streams,
    InstantSource clock,
    ProgramOptions options) {
  public CommandContext {
    environment = Map.copyOf(environment);
  }

  /// Where results go.
  public PrintWriter out() {
    return streams.out();
  }

  /// Where errors and progress go.
  public PrintWriter err() {
    return streams.err();
  }

  /// True when errors and progress go to a terminal.
  public boolean terminal() {
    return streams.terminal();
  }

  /// A variable of the environment, if it is set and not empty.
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /// The home that was chosen: `--home`, else `TAIN_HOME`, else `~/.tain`.
  public Home home() {
    return new Home(
        options
            .home()
            .or(() -> variable("TAIN_HOME").map(Path::of))
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".tain")));
  }

  /// Prints a result: its JSON, or the table that is made for people.
  public void print(Object result, Supplier<String> table) {
    switch (options.format()) {
      case TABLE -> out().print(table.get());
      case JSON -> out().println(Json.writeIndented(result));
    }
    out().flush();
  }

  /// True when programs read the output.
  public boolean isJson() {
    return options.format() == ProgramOptions.Format.JSON;
  }
}
