package io.tain.fleet.qemu;

import io.tain.base.InstanceName;
import io.tain.fs.fat.FatImage;
import java.nio.charset.StandardCharsets;

/// What an instance is told about itself: a disk labelled `CIDATA` for cloud-init's NoCloud.
///
/// @param id changes with the instance, so that cloud-init runs once for each
/// @param mac of its network card, in lower case
/// @param sshKey a line of `authorized_keys` for the user `tain`
record Seed(InstanceName name, String id, String mac, String sshKey) {
  private static final int MAX_HOST_NAME = 63;

  byte[] image() {
    return FatImage.labelled("CIDATA")
        .with("meta-data", utf8(metaData()))
        .with("user-data", utf8(userData()))
        .with("network-config", utf8(networkConfig()))
        .bytes();
  }

  private String metaData() {
    return """
        instance-id: %s
        local-hostname: %s
        """
        .formatted(id, hostName());
  }

  private String userData() {
    return """
        #cloud-config
        hostname: %s
        manage_etc_hosts: true
        ssh_pwauth: false
        users:
          - name: tain
            gecos: Tain
            shell: /bin/bash
            sudo: ALL=(ALL) NOPASSWD:ALL
            lock_passwd: true
            ssh_authorized_keys:
              - "%s"
        """
        .formatted(hostName(), sshKey);
  }

  /// An image brings no network configuration of its own; the card is known by its address, and
  /// named, because ifupdown is given names alone.
  private String networkConfig() {
    return """
        version: 2
        ethernets:
          eth0:
            match:
              macaddress: "%s"
            set-name: eth0
            dhcp4: true
        """
        .formatted(mac);
  }

  /// The name as DNS allows it.
  private String hostName() {
    String text = name.text().replaceAll("[^a-z0-9-]", "-");
    String cut = text.substring(0, Math.min(text.length(), MAX_HOST_NAME));
    return cut.replaceAll("-+$", "");
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
