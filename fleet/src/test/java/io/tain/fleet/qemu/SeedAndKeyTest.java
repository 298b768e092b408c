package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.InstanceName;
import io.tain.base.local.LocalDurableFiles;
import io.tain.disk.ForeignTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against ssh-keygen of OpenSSH and mtools.
final class SeedAndKeyTest {
  @TempDir private Path directory;

  @Test
  void key_madeOnce_isOneThatSshKeygenKnows() throws Exception {
    var key = new InstanceKey(directory, new LocalDurableFiles());

    String line = key.publicLine();

    Path secret = directory.resolve("instance_ed25519");
    assertThat(ForeignTool.run("ssh-keygen", "-y", "-f", secret.toString()).strip())
        .isEqualTo(line);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
        .isEqualTo("rw-------");
    assertThat(new InstanceKey(directory, new LocalDurableFiles()).publicLine()).isEqualTo(line);
  }

  @Test
  void seed_files_areWhatCloudInitReads() throws Exception {
    Path image = directory.resolve("seed.img");
    var seed =
        new Seed(new InstanceName("web_1.blue-"), "id-1", "52:54:00:01:02:03", "ssh-ed25519 AAAA");

    Files.write(image, seed.image());

    assertThat(ForeignTool.run("mlabel", "-s", "-i", image.toString(), "::")).contains("CIDATA");
    assertThat(type(image, "meta-data"))
        .isEqualTo("instance-id: id-1\nlocal-hostname: web-1-blue\n");
    assertThat(type(image, "user-data"))
        .startsWith("#cloud-config\n")
        .contains("name: tain", "- \"ssh-ed25519 AAAA\"");
    assertThat(type(image, "network-config"))
        .contains("version: 2", "macaddress: \"52:54:00:01:02:03\"", "dhcp4: true");
  }

  private static String type(Path image, String file) throws Exception {
    return ForeignTool.run("mtype", "-i", image.toString(), "::" + file);
  }
}
