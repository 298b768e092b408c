package io.tain.fleet.qemu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import io.tain.fleet.Failure;
import io.tain.fleet.Instance;
import io.tain.fleet.InstanceState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An instance whose `instance.json` was damaged spoils no other, and can be removed.
final class IllegibleNotesTest {
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

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "{}", "[]", "{\"name\":\"a", "{\"name\":\"a\",\"uuid\":\"\"}"})
  void list_showsItAsFailedWithTheReason(String damaged) throws Exception {
    Files.createDirectory(fixture.directory("a").path());
    Files.writeString(notes("a"), damaged);

    List<Instance> listed = fixture.fleet.list();

    assertThat(listed).hasSize(1);
    Instance failed = listed.getFirst();
    assertThat(failed.name()).isEqualTo(A);
    assertThat(failed.state()).isEqualTo(InstanceState.FAILED);
    Failure failure = failed.failure().orElseThrow();
    assertThat(failure.code()).isEqualTo(ErrorCode.FILE_FAILED);
    assertThat(failure.arguments()).containsEntry("path", notes("a").toString());
    assertThat(fixture.fleet.stop(A)).isEqualTo(failed);
    assertThat(notes("a")).hasContent(damaged);
    fixture.fleet.remove(A);
    assertThat(fixture.directory("a").path()).doesNotExist();
    assertThatThrownBy(() -> fixture.fleet.show(A)).isInstanceOf(TainException.class);
  }

  @Test
  void list_leavesOutWhatNobodyCanName() throws Exception {
    Path stranger = Files.createDirectory(fixture.home.instances().resolve("Lost & Found"));
    Files.writeString(stranger.resolve("instance.json"), "{}");

    assertThat(fixture.fleet.list()).isEmpty();
  }

  @Test
  @Tag("slow")
  void remove_endsItsProcessAndLeavesTheOthers() throws Exception {
    QemuProcess process = fixture.process(fixture.fleet.start(fixture.spec("a")));
    Instance other = fixture.fleet.start(fixture.spec("b"));
    Files.writeString(notes("a"), "{");

    assertThat(fixture.fleet.list()).extracting(Instance::name).containsExactly(A, B);
    assertThat(fixture.fleet.show(A).pid()).hasValue(process.pid());
    fixture.fleet.remove(A);

    assertThat(process.isAlive()).isFalse();
    assertThat(fixture.fleet.list()).containsExactly(other);
  }

  private Path notes(String name) {
    return fixture.directory(name).path().resolve("instance.json");
  }
}
