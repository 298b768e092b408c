package io.tain.fleet.qemu;

import io.tain.fleet.Acceleration;
import io.tain.fleet.PortRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/// The arguments of a QEMU; the paths inside the instance's directory are relative to it.
///
/// Disks are given as JSON, in which a name can hold any character, and every layer by itself, so
/// that QEMU opens what is named here and nothing that a file names.
///
/// @param nbdSocket a name of the disk host's socket that the kernel takes
record CommandLine(
    QemuTools tools, StoredInstance instance, List<PortRule> publish, Path nbdSocket) {
  /// A guest waits for its disk host as long as it takes to start one again, or to free a disk.
  private static final long RECONNECT_SECONDS = 7L * 24 * 3600;

  private static final int OPEN_TIMEOUT_SECONDS = 10;
  /// An argument of every instance's process.
  static final String QMP = "unix:" + InstanceDirectory.QMP_SOCKET + ",server=on,wait=off";

  static final String LOOPBACK = "127.0.0.1";
  private static final JsonMapper JSON = new JsonMapper();

  List<String> arguments() {
    var arguments = new ArrayList<String>();
    // A session of its own: what ends the server's terminal does not end the guest.
    arguments.addAll(List.of("/usr/bin/setsid", tools.qemu().toString()));
    arguments.addAll(List.of("-name", instance.name(), "-uuid", instance.uuid()));
    arguments.addAll(machine());
    arguments.addAll(disks());
    arguments.addAll(network());
    arguments.addAll(consoles());
    return arguments;
  }

  private List<String> machine() {
    return List.of(
        "-nodefaults",
        "-no-user-config",
        "-display",
        "none",
        "-sandbox",
        "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
        "-accel",
        accelerator(instance.acceleration()),
        "-cpu",
        instance.acceleration() == Acceleration.KVM ? "host" : "max",
        "-machine",
        "q35,pflash0=firmware",
        "-m",
        instance.memoryMib() + "M",
        "-smp",
        Integer.toString(instance.cpus()),
        "-device",
        "virtio-rng-pci");
  }

  private static String accelerator(Acceleration acceleration) {
    return switch (acceleration) {
      case KVM -> "kvm";
      case TCG -> "tcg,thread=multi,tb-size=64";
    };
  }

  private List<String> disks() {
    return List.of(
        "-blockdev",
        json(file("firmware", tools.firmware().toString())),
        "-blockdev",
        json(
            Map.of(
                "driver",
                "nbd",
                "node-name",
                "store",
                "read-only",
                true,
                "server",
                Map.of("type", "unix", "path", nbdSocket.toString()),
                "export",
                instance.disk().exportName(),
                "reconnect-delay",
                RECONNECT_SECONDS,
                "open-timeout",
                OPEN_TIMEOUT_SECONDS)),
        "-blockdev",
        json(
            Map.of(
                "driver",
                "qcow2",
                "node-name",
                "disk",
                "discard",
                "unmap",
                "file",
                Map.of("driver", "file", "filename", InstanceDirectory.OVERLAY, "discard", "unmap"),
                "backing",
                "store")),
        "-device",
        "virtio-blk-pci,drive=disk,bootindex=0,werror=report,rerror=report",
        "-blockdev",
        json(file("seed", InstanceDirectory.SEED)),
        "-device",
        "virtio-blk-pci,drive=seed");
  }

  private static Map<String, Object> file(String node, String path) {
    return Map.of(
        "driver",
        "raw",
        "node-name",
        node,
        "read-only",
        true,
        "file",
        Map.of("driver", "file", "filename", path, "read-only", true));
  }

  private List<String> network() {
    var user = new StringBuilder("user,id=net0");
    for (PortRule rule : publish) {
      user.append(",hostfwd=tcp:%s:%d-:%d".formatted(LOOPBACK, hostPort(rule), rule.guestPort()));
    }
    return List.of(
        "-netdev",
        user.toString(),
        "-device",
        "virtio-net-pci,netdev=net0,romfile=,mac=" + instance.mac());
  }

  /// 0 makes QEMU bind a free port itself, which nobody can take in between.
  private static int hostPort(PortRule rule) {
    return rule.hostPort().orElse(0);
  }

  private static List<String> consoles() {
    return List.of(
        "-chardev",
        "file,id=console,path=" + InstanceDirectory.SERIAL_LOG,
        "-serial",
        "chardev:console",
        "-qmp",
        QMP,
        "-trace",
        "enable=qemu_system_shutdown_request");
  }

  private static String json(Map<String, ?> value) {
    return JSON.writeValueAsString(value);
  }
}
