package io.tain.cli.instance;

import io.tain.api.Endpoints;
import io.tain.api.InstanceList;
import io.tain.api.RunRequest;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.cli.access.ServerAccess;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tain run REF`: starts an instance whose disk is read from the store as it is needed.
@Command(name = "run")
public final class RunCommand implements Callable<Integer> {
  private final CommandContext context;

  @Parameters(paramLabel = "REF", descriptionKey = "option.reference")
  private String reference;

  @Option(names = "--name", paramLabel = "N", defaultValue = "", descriptionKey = "option.name")
  private String name;

  @Option(
      names = "--memory",
      paramLabel = "MIB",
      defaultValue = "512",
      descriptionKey = "option.memory")
  private int memoryMib;

  @Option(names = "--publish", paramLabel = "PORT|auto:GUEST", descriptionKey = "option.publish")
  private List<String> publish = List.of();

  @Option(
      names = "--wait",
      paramLabel = "http:PORT|serial:TEXT",
      defaultValue = "",
      descriptionKey = "option.wait")
  private String waitFor;

  @Option(
      names = "--wait-timeout",
      paramLabel = "TIME",
      defaultValue = "300s",
      descriptionKey = "option.wait-timeout",
      converter = SecondsConverter.class)
  private Duration waitTimeout;

  /// True once a server was asked to start the instance.
  private boolean isAsked;

  public RunCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    var request =
        new RunRequest(reference, name, memoryMib, publish, waitFor, waitTimeout.toSeconds());
    InstanceList list =
        new ServerAccess(context, context.home()).useStaying(server -> started(server, request));
    context.print(
        Started.of(list),
        () ->
            new InstanceTable(context.messages()).of(list.instances())
                + new SshCommand(context).of(list.instances()));
    return 0;
  }

  // Asked once: a server that ended meanwhile may have started it, and a second one would be too
  // many.
  private InstanceList started(ServerClient server, RunRequest request) throws IOException {
    if (isAsked) {
      throw TainException.of(ErrorCode.RUN_INTERRUPTED);
    }
    isAsked = true;
    return server.call(Endpoints.RUN, Target.NONE, request);
  }
}
