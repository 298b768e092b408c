package io.tain.build;

import java.util.List;

/// A program that the machine needs to build images.
///
/// @param program its name on the search path, or the absolute path of a file
/// @param debianPackage the package that brings it
/// @param reason what it is needed for, a key of the message bundle
public record HostRequirement(String program, String debianPackage, String reason) {
  /// What every build needs.
  public static final List<HostRequirement> BUILD =
      List.of(
          new HostRequirement("mmdebstrap", "mmdebstrap", "host.bootstrap"),
          new HostRequirement("apt-get", "apt", "host.resolve"),
          new HostRequirement(
              "/usr/share/keyrings/debian-archive-keyring.gpg",
              "debian-archive-keyring",
              "host.resolve"),
          new HostRequirement("mke2fs", "e2fsprogs", "host.ext4"),
          new HostRequirement("mkfs.vfat", "dosfstools", "host.esp"),
          new HostRequirement("mcopy", "mtools", "host.esp"),
          new HostRequirement("zstd", "zstd", "host.stage"),
          new HostRequirement("unshare", "util-linux", "host.sandbox"));

  /// What a build by an ordinary user needs in addition.
  public static final List<HostRequirement> ORDINARY_USER =
      List.of(new HostRequirement("newuidmap", "uidmap", "host.users"));
}
