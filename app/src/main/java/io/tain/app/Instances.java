package io.tain.app;

import static java.lang.System.Logger.Level.WARNING;

import io.tain.base.Actor;
import io.tain.base.InstanceName;
import io.tain.db.Database;
import io.tain.db.Event;
import io.tain.db.EventLog;
import io.tain.db.Fact;
import io.tain.fleet.Fleet;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceState;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;

/// What the operations on instances share: the fleet, its disks, and the log of what was done.
public record Instances(
    Fleet fleet, GuestDisks disks, Database database, EventLog events, InstantSource clock) {
  private static final System.Logger log = System.getLogger(Instances.class.getName());

  /// The name of an instance's disk among the exports of the home.
  static String exportName(InstanceName name) {
    return "instance-" + name;
  }

  /// Writes down what an actor did to an instance.
  void record(Actor actor, String action, InstanceName name, Map<String, String> detail) {
    var fact = new Fact(actor.tenant(), action, "instance:" + name, detail);
    database.transact(
        tx -> {
          events.append(tx, Event.allowed(clock.instant(), actor, fact));
          return name;
        });
  }

  /// What the instance's disk has cost so far; 0 when nobody serves it any more.
  long fetchedBytes(InstanceName name) {
    try {
      return disks.fetchedBytes(exportName(name));
    } catch (IOException e) {
      log.log(WARNING, "disk host did not answer instance=%s".formatted(name), e);
      return 0;
    }
  }

  /// True when no process can read the instance's disk any more.
  static boolean hasEnded(Instance instance) {
    return instance.pid().isEmpty()
        && (instance.state() == InstanceState.STOPPED || instance.state() == InstanceState.FAILED);
  }
}
