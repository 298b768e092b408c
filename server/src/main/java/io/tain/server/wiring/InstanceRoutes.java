package io.tain.server.wiring;

import io.tain.api.Endpoints;
import io.tain.api.InstanceList;
import io.tain.api.InstanceLog;
import io.tain.api.RunRequest;
import io.tain.app.ListInstances;
import io.tain.app.ReadInstanceLog;
import io.tain.app.RemoveInstance;
import io.tain.app.RunningInstance;
import io.tain.app.StartInstance;
import io.tain.app.StopInstance;
import io.tain.base.Actor;
import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.Reference;
import io.tain.base.TainException;
import io.tain.fleet.ConsoleLog;
import io.tain.fleet.PortRule;
import io.tain.fleet.WaitCondition;
import io.tain.server.http.Call;
import io.tain.server.http.Routes;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// The routes on instances.
record InstanceRoutes(
    StartInstance start,
    ListInstances list,
    ReadInstanceLog log,
    StopInstance stop,
    RemoveInstance remove) {
  /// With less, the firmware cannot load a boot loader.
  private static final int MIN_MEMORY_MIB = 128;

  private static final int MAX_MEMORY_MIB = 1 << 20;

  void add(Routes routes) {
    routes.add(Endpoints.RUN, (_, request) -> start(request));
    routes.add(
        Endpoints.INSTANCES,
        (_, _) -> new InstanceList(list.run().stream().map(Views::instance).toList()));
    routes.add(Endpoints.INSTANCE, (call, _) -> Views.instance(list.run(name(call))));
    routes.add(Endpoints.INSTANCE_LOG, (call, _) -> log(name(call)));
    routes.add(
        Endpoints.STOP_INSTANCE,
        (call, _) ->
            Views.instance(Interruption.asFailure(() -> stop.run(Actor.OWNER, name(call)))));
    routes.add(
        Endpoints.REMOVE_INSTANCE,
        (call, _) ->
            Views.instance(Interruption.asFailure(() -> remove.run(Actor.OWNER, name(call)))));
  }

  private InstanceList start(RunRequest request) throws IOException {
    if (request.memoryMib() < MIN_MEMORY_MIB || request.memoryMib() > MAX_MEMORY_MIB) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED,
          "expected",
          "memory_mib " + MIN_MEMORY_MIB + " to " + MAX_MEMORY_MIB,
          "found",
          request.memoryMib());
    }
    var wish =
        new StartInstance.Wish(
            Reference.parse(request.reference()),
            Given.text(request.name()).map(InstanceName::new),
            request.memoryMib(),
            request.publish().stream().map(PortRule::parse).toList(),
            Given.text(request.waitFor()).map(WaitCondition::parse),
            Duration.ofSeconds(request.waitTimeoutSeconds()));
    RunningInstance running = Interruption.asFailure(() -> start.run(Actor.OWNER, wish));
    return new InstanceList(List.of(Views.instance(running)));
  }

  private InstanceLog log(InstanceName name) throws IOException {
    ConsoleLog newest = log.run(name);
    return new InstanceLog(name.text(), newest.cutBytes(), newest.text());
  }

  private static InstanceName name(Call call) {
    return new InstanceName(call.path("name"));
  }
}
