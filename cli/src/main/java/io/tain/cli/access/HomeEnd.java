package io.tain.cli.access;

import io.tain.api.Endpoints;
import io.tain.api.InstanceView;
import io.tain.api.ServerStatus;
import io.tain.base.Ending;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.base.local.HomeLock;
import io.tain.cli.context.CommandContext;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.diskhost.control.DiskHostStarter;
import io.tain.diskhost.process.DiskHostProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/// Ends all that runs on a home: instances, exports, the disk host and the server.
public final class HomeEnd {
  private final Home home;
  private final ServerAccess access;
  private final ServerEnd end;

  public HomeEnd(CommandContext context) {
    this.home = context.home();
    this.access = new ServerAccess(context, home);
    this.end = new ServerEnd(home);
  }

  /// Ends it; a server that does not run is hosted for that.
  ///
  /// @return the server that it asked
  /// @throws TainException `server.not-running` if nothing runs, `home.busy` if something does not
  ///     end within 60 s
  public ServerStatus run() throws IOException, InterruptedException {
    if (!Files.isDirectory(home.instances())) {
      throw end.notRunning();
    }
    // Who holds it without an address begins or ends, perhaps by another command like this.
    boolean found = !HomeLock.isFree(home);
    var host = new DiskHostStarter(home, DiskHostProcess.paths(home));
    found |= host.client().answers() || host.hasDisks();
    Stopped stopped = access.useHome(server -> stop(server, host));
    if (!found && stopped.instances() == 0) {
      throw end.notRunning();
    }
    endServer();
    try (HomeLock _ = end.awaitLock()) {
      Optional<ProcessHandle> process = host.endForGood();
      if (process.isPresent()) {
        end.awaitGone(process.get());
      }
    }
    return stopped.server();
  }

  /// Ends the server, unless another command does so meanwhile.
  private void endServer() throws IOException, InterruptedException {
    if (end.address().isEmpty()) {
      return;
    }
    try {
      end.run();
    } catch (IOException | TainException e) {
      if (end.address().isPresent()) {
        throw e;
      }
    }
  }

  /// Stops all that can be stopped; what cannot keeps nothing else from being stopped.
  private Stopped stop(ServerClient server, DiskHostStarter host)
      throws IOException, InterruptedException {
    ServerStatus status = server.call(Endpoints.STATUS, Target.NONE);
    var ending = new Ending();
    int count = 0;
    for (InstanceView instance : server.call(Endpoints.INSTANCES, Target.NONE).instances()) {
      ending.step(() -> server.call(Endpoints.STOP_INSTANCE, Target.of(instance.name())));
      count += instance.pid() == 0 ? 0 : 1;
    }
    List<ProcessHandle> owners = host.owners();
    owners.forEach(ProcessHandle::destroy);
    for (ProcessHandle owner : owners) {
      end.awaitGone(owner);
    }
    ending.finish();
    return new Stopped(status, count);
  }

  /// @param instances that ran
  private record Stopped(ServerStatus server, int instances) {}
}
