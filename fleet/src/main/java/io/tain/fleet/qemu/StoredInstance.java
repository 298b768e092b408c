package io.tain.fleet.qemu;

import io.tain.base.InstanceName;
import io.tain.fleet.Acceleration;
import io.tain.fleet.BackingDisk;
import io.tain.fleet.Boot;
import io.tain.fleet.Failure;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceSpec;
import io.tain.fleet.InstanceState;
import io.tain.fleet.PublishedPort;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;

/// What `instance.json` holds: facts that were noted, not what is true by now.
///
/// @param uuid among the arguments of its process and of no other
/// @param stopping it was told to stop, so that its end is no failure
record StoredInstance(
    String name,
    String uuid,
    String version,
    InstanceState state,
    Instant createdAt,
    int memoryMib,
    int cpus,
    BackingDisk disk,
    Acceleration acceleration,
    List<PublishedPort> published,
    Optional<QemuProcess> process,
    boolean stopping,
    Optional<Boot> boot,
    Optional<Failure> failure) {
  /// @throws RuntimeException if something was not noted
  StoredInstance {
    name = new InstanceName(name).text();
    Stream.of(uuid, version, state, createdAt, disk, acceleration).forEach(Objects::requireNonNull);
    Stream.of(published, process, boot, failure).forEach(Objects::requireNonNull);
  }

  /// One whose notes cannot be read.
  static StoredInstance illegible(
      InstanceName name, Instant notedAt, Optional<QemuProcess> process, Failure why) {
    return new StoredInstance(
        name.text(),
        "",
        "",
        InstanceState.FAILED,
        notedAt,
        0,
        0,
        BackingDisk.UNKNOWN,
        Acceleration.TCG,
        List.of(),
        process,
        false,
        Optional.empty(),
        Optional.of(why));
  }

  static StoredInstance starting(
      InstanceSpec spec, UUID uuid, Acceleration acceleration, Instant now) {
    return new StoredInstance(
        spec.name().text(),
        uuid.toString(),
        spec.version(),
        InstanceState.STARTING,
        now,
        spec.memoryMib(),
        spec.cpus(),
        spec.disk(),
        acceleration,
        List.of(),
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.empty());
  }

  boolean isLegible() {
    return disk.isKnown();
  }

  StoredInstance withProcess(QemuProcess started) {
    return with(new Course(state, published, Optional.of(started), stopping, boot, failure));
  }

  StoredInstance running(List<PublishedPort> ports) {
    return with(new Course(InstanceState.RUNNING, ports, process, stopping, boot, failure));
  }

  StoredInstance up(InstanceState reached, Boot how) {
    return with(new Course(reached, published, process, stopping, Optional.of(how), failure));
  }

  StoredInstance failed(Failure why) {
    return with(
        new Course(InstanceState.FAILED, published, process, stopping, boot, Optional.of(why)));
  }

  StoredInstance toldToStop() {
    return with(new Course(state, published, process, true, boot, failure));
  }

  StoredInstance stopped() {
    return with(
        new Course(InstanceState.STOPPED, published, Optional.empty(), stopping, boot, failure));
  }

  StoredInstance withoutProcess() {
    return with(new Course(state, published, Optional.empty(), stopping, boot, failure));
  }

  /// An address of the range that QEMU uses, the same for the same instance.
  String mac() {
    int hash = UUID.fromString(uuid).hashCode();
    return "52:54:00:%02x:%02x:%02x".formatted(hash >>> 16 & 0xff, hash >>> 8 & 0xff, hash & 0xff);
  }

  InstanceName instanceName() {
    return new InstanceName(name);
  }

  Instance toInstance() {
    OptionalLong pid =
        process.map(found -> OptionalLong.of(found.pid())).orElse(OptionalLong.empty());
    return new Instance(
        instanceName(),
        version,
        state,
        pid,
        process.isPresent() ? published : List.of(),
        disk,
        memoryMib,
        acceleration,
        createdAt,
        boot,
        failure);
  }

  private StoredInstance with(Course course) {
    return new StoredInstance(
        name,
        uuid,
        version,
        course.state(),
        createdAt,
        memoryMib,
        cpus,
        disk,
        acceleration,
        course.published(),
        course.process(),
        course.stopping(),
        course.boot(),
        course.failure());
  }

  /// What changes while an instance lives.
  private record Course(
      InstanceState state,
      List<PublishedPort> published,
      Optional<QemuProcess> process,
      boolean stopping,
      Optional<Boot> boot,
      Optional<Failure> failure) {}
}
