package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.api.Endpoints;
import io.tain.api.ImageList;
import io.tain.api.LocalExportRequest;
import io.tain.api.LocalFile;
import io.tain.api.LocalImportRequest;
import io.tain.api.NbdRequest;
import io.tain.api.Stored;
import io.tain.app.ContentDigest;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.Secret;
import io.tain.base.TainException;
import io.tain.base.local.FileState;
import io.tain.base.local.HomeLock;
import io.tain.client.ServerAddress;
import io.tain.client.home.HomeServer;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.client.transfer.ExportVersion;
import io.tain.client.transfer.ImportFile;
import io.tain.client.transfer.ImportSource;
import io.tain.disk.DiskFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.registry.DiskFormats;
import io.tain.server.ServerOptions;
import io.tain.server.TainServer;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Import, list, export and delete through a real server over HTTP.
final class MainJobTest {
  private static final long DISK_BYTES = 64L << 20;
  private static final int PIECE_BYTES = 1 << 20;

  @TempDir private Path folder;

  private Home home;
  private TainServer server;
  private ServerClient client;

  @BeforeEach
  void startServer() throws IOException {
    home = new Home(folder.resolve("home")).create();
    server = start();
    client = new ServerClient(new HomeServer(home).address().orElseThrow());
  }

  @AfterEach
  void endServer() throws IOException {
    client.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"false, QCOW2", "false, RAW", "true, QCOW2", "true, RAW"})
  void export_ofAnImportedDisk_isTheSameDisk(boolean isFar, DiskFormat format) throws IOException {
    Path disk = disk("one.raw", 1);
    Stored stored = importFile(disk, "1", isFar);
    Path exported = folder.resolve("out");

    new ExportVersion(client, isFar).run("web@1", format, exported, (_, _) -> {});

    try (OpenedDisk original = DiskFormats.open(disk);
        OpenedDisk copy = DiskFormats.open(exported)) {
      assertThat(ContentDigest.of(copy.disk())).isEqualTo(ContentDigest.of(original.disk()));
      assertThat(ContentDigest.of(copy.disk())).hasToString(stored.contentDigest());
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "false, true", "true, false"})
  void import_ofTheSameDiskAgain_addsNothing(boolean isFirstFar, boolean isSecondFar)
      throws IOException {
    Path disk = disk("one.raw", 2);
    importFile(disk, "1", isFirstFar);

    Stored second = importFile(disk, "2", isSecondFar);

    assertThat(second.newBytes()).isZero();
    assertThat(second.dataBytes()).isPositive();
  }

  @Test
  void import_withATakenLabel_isRefused() throws IOException {
    Path disk = disk("one.raw", 3);
    importFile(disk, "1");

    assertThatThrownBy(() -> importFile(disk, "1"))
        .isInstanceOfSatisfying(
            TainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.VERSION_EXISTS));
  }

  @Test
  void importLocalFile_thatTheServerSeesOtherwise_isElsewhere() throws IOException {
    Path disk = disk("one.raw", 6);
    FileState state = FileState.of(disk);
    var other =
        new LocalFile(
            disk.toString(),
            state.device(),
            state.inode() + 1,
            state.sizeBytes(),
            state.modifiedAt());
    var request = new LocalImportRequest(other, "", 0, "web", "1", "");

    assertThatThrownBy(() -> client.open(Endpoints.IMPORT_LOCAL_FILE, Target.NONE, request))
        .isInstanceOfSatisfying(
            TainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_ELSEWHERE));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void importFile_thatIsNoDisk_isNamedAsItWasTyped(boolean isFar) throws IOException {
    Path typed = Files.createSymbolicLink(folder.resolve("link"), home.root());

    assertThatThrownBy(() -> importFile(typed, "1", isFar))
        .isInstanceOfSatisfying(
            TainException.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_NOT_A_DISK);
              assertThat(refusal.arguments()).containsEntry("path", typed.toString());
            });
  }

  @Test
  void exportToFile_thatHoldsSomethingElse_isElsewhereAndTheFileStays() throws IOException {
    Stored stored = importFile(disk("one.raw", 7), "1");
    Path precious = Files.writeString(folder.resolve("precious"), "mine");
    var missing = new LocalFile(folder.resolve("none").toString(), 0, 0, 0, "");
    var named = new LocalFile(precious.toString(), 0, 0, 0, "");
    FileState state = FileState.of(precious);
    var known =
        new LocalFile(
            precious.toString(),
            state.device(),
            state.inode(),
            state.sizeBytes(),
            state.modifiedAt());

    for (LocalFile file : List.of(missing, named, known)) {
      assertThatThrownBy(
              () ->
                  client.open(
                      Endpoints.EXPORT_TO_FILE,
                      Target.of(stored.id()),
                      new LocalExportRequest(file, "raw")))
          .isInstanceOfSatisfying(
              TainException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.FILE_ELSEWHERE));
    }
    assertThat(precious).hasContent("mine");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void versions_afterARestart_areTheSame() throws IOException {
    importFile(disk("one.raw", 4), "1");
    client.close();
    server.close();
    server = start();
    client = new ServerClient(new HomeServer(home).address().orElseThrow());

    ImageList images = client.call(Endpoints.IMAGES, Target.NONE);

    assertThat(images.images()).hasSize(1);
    assertThat(images.images().getFirst().latest()).isEqualTo("1");
  }

  @Test
  void delete_ofAVersion_hidesIt() throws IOException {
    importFile(disk("one.raw", 5), "1");

    client.call(Endpoints.DELETE_VERSION, Target.of().query("reference", "web@1"));

    assertThat(client.call(Endpoints.IMAGES, Target.NONE).images()).isEmpty();
  }

  @Test
  void extents_ofADiskThatIsOpenAndThenHidden_areNotFound() throws IOException {
    Stored stored = importFile(disk("one.raw", 6), "1");
    Target all = Target.of(stored.id()).query("offset", "0", "length", "4096");
    client.open(Endpoints.DISK_EXTENTS, all).close();

    client.call(Endpoints.DELETE_VERSION, Target.of().query("reference", "web@1"));

    assertRefused(() -> client.open(Endpoints.DISK_EXTENTS, all), ErrorCode.VERSION_NOT_FOUND);
  }

  @Test
  void call_pathThatNoFileSystemHas_isMalformed() {
    String path = "a\0b";
    var file = new LocalFile(path, 0, 0, 0, "");

    assertRefused(
        () -> client.call(Endpoints.SERVE_NBD, Target.NONE, new NbdRequest("web", path, 0, 0)),
        ErrorCode.REQUEST_MALFORMED);
    assertRefused(
        () ->
            client.open(
                Endpoints.IMPORT_LOCAL_FILE,
                Target.NONE,
                new LocalImportRequest(file, "", 0, "web", "", "")),
        ErrorCode.REQUEST_MALFORMED);
    assertRefused(
        () ->
            client.open(
                Endpoints.EXPORT_TO_FILE,
                Target.of("0198c7a0-0000-7000-8000-000000000000"),
                new LocalExportRequest(file, "raw")),
        ErrorCode.REQUEST_MALFORMED);
  }

  @Test
  @SuppressWarnings("NullAway") // what a stranger may send
  void call_requestWithANullField_isMalformed() {
    assertRefused(
        () -> client.call(Endpoints.SERVE_NBD, Target.NONE, new NbdRequest("web", null, 0, 0)),
        ErrorCode.REQUEST_MALFORMED);
  }

  @Test
  void call_withAnotherToken_isForbidden() throws IOException {
    try (var stranger = new ServerClient(new ServerAddress(server.uri(), new Secret("guessed")))) {
      assertThatThrownBy(() -> stranger.call(Endpoints.IMAGES, Target.NONE))
          .isInstanceOfSatisfying(
              TainException.class,
              refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.SERVER_FORBIDDEN));
    }
  }

  @Test
  void lock_whileTheServerRuns_isHeld() throws IOException {
    assertThat(HomeLock.tryAcquire(home)).isEmpty();
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TainException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }

  private TainServer start() throws IOException {
    var options =
        new ServerOptions(home, 0, "--listen", "0.1.0", "running", InstantSource.system());
    return TainServer.start(options, HomeLock.tryAcquire(home).orElseThrow());
  }

  private Stored importFile(Path disk, String version) throws IOException {
    return importFile(disk, version, false);
  }

  private Stored importFile(Path disk, String version, boolean isFar) throws IOException {
    return new ImportFile(client, isFar)
        .run(
            new ImportSource(disk, Optional.empty(), OptionalInt.empty(), "web", version, ""),
            (_, _) -> {});
  }

  /// A sparse disk with some megabytes that do not compress.
  private Path disk(String name, long salt) throws IOException {
    Path file = folder.resolve(name);
    RandomGenerator random = Seeds.random(salt);
    byte[] piece = new byte[PIECE_BYTES];
    try (var out = new RandomAccessFile(file.toFile(), "rw")) {
      out.setLength(DISK_BYTES);
      for (int i = 0; i < 4; i++) {
        random.nextBytes(piece);
        out.seek(random.nextLong(DISK_BYTES / PIECE_BYTES) * PIECE_BYTES);
        out.write(piece);
      }
    }
    assertThat(Files.size(file)).isEqualTo(DISK_BYTES);
    return file;
  }
}
