package io.tain.build.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.HostRequirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostCheckTest {
  @TempDir Path root;

  @Test
  void missing_emptyMachine_isEverything() {
    List<HostRequirement> missing = check().missing(HostRequirement.BUILD);

    assertThat(missing).isEqualTo(HostRequirement.BUILD);
  }

  @Test
  void missing_machineWithEverything_isNothing() throws IOException {
    for (HostRequirement requirement : HostRequirement.BUILD) {
      install(requirement.program());
    }

    assertThat(check().missing(HostRequirement.BUILD)).isEmpty();
  }

  @Test
  void require_asRoot_namesProgramsAndOneCommand() {
    assertThatThrownBy(() -> check().require(true, "root"))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.HOST_LACKS);
              assertThat(error.code().kind().exitCode()).isEqualTo(6);
              assertThat(error.arguments().get("what")).contains("mmdebstrap", "mcopy");
              assertThat(error.arguments().get("remedy"))
                  .startsWith(
                      "apt-get update && apt-get install -y --no-install-recommends mmdebstrap ")
                  .doesNotContain("uidmap");
            });
  }

  @Test
  void require_asOrdinaryUser_asksForSubordinateIdsToo() {
    assertThatThrownBy(() -> check().require(false, "ann"))
        .isInstanceOfSatisfying(
            TainException.class,
            error ->
                assertThat(error.arguments().get("remedy"))
                    .startsWith("su root -c 'apt-get update && apt-get install -y ")
                    .contains("uidmap && /usr/sbin/usermod --add-subuids 100000-165535 ")
                    .endsWith(" ann'"));
  }

  @Test
  void require_programsWithoutSubordinateIds_asksForThemAlone() throws IOException {
    for (HostRequirement requirement : HostRequirement.BUILD) {
      install(requirement.program());
    }
    install("newuidmap");
    install("sudo");
    give("bob:100000:65536\n");

    assertThatThrownBy(() -> check().require(false, "ann"))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.arguments()).containsEntry("what", "/etc/subuid: ann");
              assertThat(error.arguments())
                  .containsEntry(
                      "remedy",
                      "sudo sh -c '/usr/sbin/usermod --add-subuids 165536-231071"
                          + " --add-subgids 165536-231071 ann'");
            });
  }

  @Test
  void require_subordinateIdsWithoutPrograms_asksForNoOthers() throws IOException {
    give("ann:100000:65536\n");

    assertThatThrownBy(() -> check().require(false, "ann"))
        .isInstanceOfSatisfying(
            TainException.class,
            error ->
                assertThat(error.arguments().get("remedy"))
                    .contains(" uidmap'")
                    .doesNotContain("usermod"));
  }

  private void give(String ids) throws IOException {
    Path etc = Files.createDirectories(root.resolve("etc"));
    Files.writeString(etc.resolve("subuid"), ids);
    Files.writeString(etc.resolve("subgid"), ids);
  }

  private HostCheck check() {
    return new HostCheck(List.of(root.resolve("bin")), root);
  }

  private void install(String program) throws IOException {
    Path file = program.startsWith("/") ? root.resolve(program.substring(1)) : bin(program);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Path bin(String program) {
    return root.resolve("bin").resolve(program);
  }
}
