package io.tain.cli;

import io.tain.cli.context.CommandContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import picocli.CommandLine;

/// Commands by name, each made only when it is needed: reading the annotations of all of them takes
/// longer than most of them run.
final class CommandTable {
  private final Map<String, BiFunction<CommandContext, List<String>, Object>> commands =
      new LinkedHashMap<>();

  /// Adds a command.
  CommandTable with(String name, Function<CommandContext, Object> command) {
    commands.put(name, (context, _) -> command.apply(context));
    return this;
  }

  /// Adds a word that only groups commands.
  CommandTable with(String name, CommandTable group) {
    commands.put(
        name,
        (context, words) -> {
          var parent = new CommandLine(new Group());
          group.addTo(parent, context, words);
          return parent;
        });
    return this;
  }

  /// Adds the command that the words begin with, or all of them when they begin with none.
  void addTo(CommandLine parent, CommandContext context, List<String> words) {
    String first = words.isEmpty() ? "" : words.getFirst();
    if (commands.containsKey(first)) {
      add(parent, first, context, words.subList(1, words.size()));
    } else {
      commands.keySet().forEach(name -> add(parent, name, context, List.of()));
    }
  }

  private void add(CommandLine parent, String name, CommandContext context, List<String> words) {
    var command = commands.get(name);
    if (command != null) {
      parent.addSubcommand(name, command.apply(context, words));
    }
  }
}
