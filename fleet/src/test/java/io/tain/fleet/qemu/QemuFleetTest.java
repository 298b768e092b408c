package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import io.tain.fleet.Acceleration;
import io.tain.fleet.BackingDisk;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.InstanceState;
import io.tain.fleet.PortRule;
import io.tain.fleet.PublishedPort;
import io.tain.fleet.WaitCondition;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real QEMU processes, one boot sector each.
@Tag("slow")
final class QemuFleetTest {
  private static final InstanceName A = new InstanceName("a");
  private static final InstanceName B = new InstanceName("b");

  @TempDir private Path directory;
  private FleetFixture fixture;

  @BeforeEach
  void prepare() throws IOException {
    fixture = new FleetFixture(directory.resolve("home"), GuestDisk.endless());
  }

  @AfterEach
  void removeAll() throws IOException {
    fixture.close();
  }

  @Test
  void start_waitForSerial_isReady() throws Exception {
    Instance started = fixture.fleet.start(fixture.spec("a"));

    assertThat(started.state()).isEqualTo(InstanceState.READY);
    assertThat(started.mode()).isEqualTo(Acceleration.TCG);
    assertThat(started.boot().orElseThrow().readySeconds()).isPositive();
    assertThat(started.boot().orElseThrow().fetchedBytes()).isEqualTo(4096);
    assertThat(fixture.fleet.show(A)).isEqualTo(started);
    assertThat(fixture.serial("a")).contains(GuestDisk.GREETING);
  }

  @Test
  void start_withoutCondition_isRunning() throws Exception {
    InstanceSpec spec = fixture.spec("a");
    var plain =
        InstanceSpec.of(spec.name(), spec.version(), spec.disk(), spec.arrivedAt())
            .withMemoryMib(32);

    Instance started = fixture.fleet.start(plain);

    assertThat(started.state()).isEqualTo(InstanceState.RUNNING);
    assertThat(fixture.process(started).isAlive()).isTrue();
  }

  @Test
  void start_conditionInTime_failsAndIsKept() throws Exception {
    InstanceSpec spec =
        fixture.spec("a").withWait(new WaitCondition.Serial("never"), Duration.ofSeconds(3));

    assertCode(() -> fixture.fleet.start(spec), ErrorCode.INSTANCE_WAIT_TIMEOUT);

    Instance kept = fixture.fleet.show(A);
    assertThat(kept.state()).isEqualTo(InstanceState.FAILED);
    assertThat(kept.failure().orElseThrow().code()).isEqualTo(ErrorCode.INSTANCE_WAIT_TIMEOUT);
    assertThat(fixture.process(kept).isAlive()).isTrue();
  }

  @Test
  void start_unknownExport_failsWithTheReason() throws Exception {
    InstanceSpec spec = fixture.spec("a");
    var missing = new BackingDisk(spec.disk().socket(), "other", "", spec.disk().sizeBytes());
    var wrong =
        InstanceSpec.of(A, "web@1", missing, spec.arrivedAt())
            .withWait(spec.waitFor().orElseThrow(), Duration.ofSeconds(60));

    assertThatThrownBy(() -> fixture.fleet.start(wrong))
        .isInstanceOfSatisfying(
            TainException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.INSTANCE_FAILED);
              assertThat(e.arguments().get("reason")).contains("export");
            });
    assertThat(fixture.fleet.show(A).state()).isEqualTo(InstanceState.FAILED);
    assertThat(fixture.fleet.show(A).mode()).isEqualTo(Acceleration.TCG);
  }

  @Test
  void start_freePorts_areBoundAndDiffer() throws Exception {
    List<PortRule> rules = List.of(PortRule.parse("auto:80"), PortRule.parse("auto:22"));

    Instance a = fixture.fleet.start(fixture.spec("a").withPublish(rules));
    Instance b = fixture.fleet.start(fixture.spec("b").withPublish(rules));

    assertThat(a.published()).extracting(PublishedPort::guestPort).containsExactly(80, 22);
    assertThat(b.published()).extracting(PublishedPort::guestPort).containsExactly(80, 22);
    assertThat(a.published()).doesNotContainAnyElementsOf(b.published());
    for (PublishedPort port : a.published()) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), port.hostPort())) {
        assertThat(socket.isConnected()).isTrue();
      }
    }
  }

  @Test
  void start_takenPort_isPortTakenAndNothingIsLeft() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var rule = List.of(PortRule.parse(taken.getLocalPort() + ":80"));

      assertCode(
          () -> fixture.fleet.start(fixture.spec("a").withPublish(rule)), ErrorCode.PORT_TAKEN);
    }

    assertThat(fixture.fleet.list()).isEmpty();
    assertThat(fixture.directory("a").path()).doesNotExist();
  }

  @Test
  void stop_running_endsTheProcess() throws Exception {
    Instance started = fixture.fleet.start(fixture.spec("a"));
    QemuProcess process = fixture.process(started);

    Instance stopped = fixture.fleet.stop(A);

    assertThat(process.isAlive()).isFalse();
    assertThat(stopped.state()).isEqualTo(InstanceState.STOPPED);
    assertThat(stopped.pid()).isEmpty();
    assertThat(fixture.fleet.show(A)).isEqualTo(stopped);
    assertThat(fixture.fleet.stop(A)).isEqualTo(stopped);
  }

  @Test
  void remove_running_leavesNothing() throws Exception {
    QemuProcess process = fixture.process(fixture.fleet.start(fixture.spec("a")));

    fixture.fleet.remove(A);

    assertThat(process.isAlive()).isFalse();
    assertThat(fixture.directory("a").path()).doesNotExist();
    assertCode(() -> fixture.fleet.show(A), ErrorCode.INSTANCE_NOT_FOUND);
    assertCode(() -> fixture.fleet.remove(A), ErrorCode.INSTANCE_NOT_FOUND);
  }

  @Test
  void killedProcess_isSeenAsFailed() throws Exception {
    QemuProcess process = fixture.process(fixture.fleet.start(fixture.spec("a")));

    process.kill();

    assertThat(process.awaitEnd(FleetFixture.PATIENCE)).isTrue();
    Instance failed = fixture.fleet.show(A);
    assertThat(failed.state()).isEqualTo(InstanceState.FAILED);
    assertThat(failed.failure().orElseThrow().code()).isEqualTo(ErrorCode.INSTANCE_KILLED);
    assertThat(failed.pid()).isEmpty();
  }

  @Test
  void otherServer_findsTheRunningInstance() throws Exception {
    Instance started = fixture.fleet.start(fixture.spec("a"));

    QemuFleet other = fixture.newFleet();

    assertThat(other.list()).containsExactly(started);
    assertThat(other.stop(A).state()).isEqualTo(InstanceState.STOPPED);
    assertThat(fixture.fleet.show(A).state()).isEqualTo(InstanceState.STOPPED);
  }

  @Test
  void serverThatDiedWhileStarting_processIsFoundByItsId() throws Exception {
    Instance started =
        fixture.fleet.start(fixture.spec("a").withPublish(List.of(PortRule.parse("auto:80"))));
    InstanceDirectory files = fixture.directory("a");
    StoredInstance noted = files.load(A);
    files.save(
        new StoredInstance(
            noted.name(),
            noted.uuid(),
            noted.version(),
            InstanceState.STARTING,
            noted.createdAt(),
            noted.memoryMib(),
            noted.cpus(),
            noted.disk(),
            noted.acceleration(),
            List.of(),
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty()));

    Instance found = fixture.newFleet().show(A);

    assertThat(found.state()).isEqualTo(InstanceState.RUNNING);
    assertThat(found.pid()).isEqualTo(started.pid());
    assertThat(found.published()).isEqualTo(started.published());
  }

  @Test
  void recycledPid_isNotKilled() throws Exception {
    QemuProcess process = fixture.process(fixture.fleet.start(fixture.spec("a")));
    InstanceDirectory files = fixture.directory("a");
    process.kill();
    assertThat(process.awaitEnd(FleetFixture.PATIENCE)).isTrue();
    Process stranger = new ProcessBuilder("/usr/bin/sleep", "600").start();
    try {
      var recycled = new QemuProcess(stranger.pid(), process.startTicks(), process.bootId());
      files.save(files.load(A).withProcess(recycled));

      fixture.fleet.remove(A);

      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void diskServerRestarts_guestReadsOn() throws Exception {
    fixture.fleet.start(fixture.spec("a"));

    fixture.stopServer();
    int before = fixture.serial("a").length();
    fixture.startServer();

    SerialGrowth.await(fixture, "a", before + 20);
    assertThat(fixture.serial("a")).doesNotContain("E.").endsWith(".");
    assertThat(fixture.server().exports().getFirst().openConnections()).isOne();
  }

  @Test
  void diskServerGone_instanceCanBeRemoved() throws Exception {
    QemuProcess process = fixture.process(fixture.fleet.start(fixture.spec("a")));

    fixture.stopServer();
    fixture.fleet.remove(A);

    assertThat(process.isAlive()).isFalse();
  }

  @Test
  void guestSwitchesOff_isStopped() throws Exception {
    try (var other = new FleetFixture(directory.resolve("other"), GuestDisk.switchingOffAfter(3))) {
      Instance started = other.fleet.start(other.spec("b"));
      QemuProcess process = QemuProcess.of(started.pid().orElseThrow()).orElse(null);

      assertThat(process == null || process.awaitEnd(FleetFixture.PATIENCE)).isTrue();

      Instance stopped = other.fleet.show(B);
      assertThat(stopped.state()).isEqualTo(InstanceState.STOPPED);
      assertThat(stopped.failure()).isEmpty();
    }
  }

  @Test
  void homeWithALongName_works() throws Exception {
    Path deep = directory.resolve("d".repeat(120)).resolve("e".repeat(60));
    try (var longHome = new FleetFixture(deep, GuestDisk.endless())) {
      Instance started = longHome.fleet.start(longHome.spec("a"));

      assertThat(started.state()).isEqualTo(InstanceState.READY);
      assertThat(longHome.fleet.stop(A).state()).isEqualTo(InstanceState.STOPPED);
    }
  }

  private static void assertCode(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TainException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
