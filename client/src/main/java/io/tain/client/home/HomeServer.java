package io.tain.client.home;

import io.tain.api.Endpoints;
import io.tain.api.Json;
import io.tain.api.ServerFile;
import io.tain.api.ServerStatus;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.Secret;
import io.tain.base.TainException;
import io.tain.base.local.HomeLock;
import io.tain.base.local.ProcessStart;
import io.tain.client.ServerAddress;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;

/// The server that runs on a home now, found by its `server.json`.
public final class HomeServer {
  private static final Duration STATUS_DEADLINE = Duration.ofSeconds(3);

  /// How another program answers that has the port of a server that was killed.
  private static final Set<ErrorCode> STRANGE =
      Set.of(ErrorCode.SERVER_UNREACHABLE, ErrorCode.SERVER_FORBIDDEN, ErrorCode.INTERNAL);

  private final Home home;

  public HomeServer(Home home) {
    this.home = home;
  }

  /// What `server.json` says, if it can be read; nobody need be there.
  public Optional<ServerFile> described() throws IOException {
    try {
      return Optional.of(Json.read(Files.readString(home.serverFile()), ServerFile.class));
    } catch (NoSuchFileException | JacksonException e) {
      return Optional.empty();
    }
  }

  /// The server that answers, if one does.
  public Optional<ServerStatus> answering() throws IOException {
    Optional<ServerAddress> address = address();
    return address.isEmpty() ? Optional.empty() : statusOf(address.get());
  }

  /// Where the described server listens, and its token.
  ///
  /// The port of one that was killed may be anybody's, and its number too: the token is for the
  /// very process that wrote `server.json`, and that only while the home is held.
  public Optional<ServerAddress> address() throws IOException {
    Optional<ServerFile> file = described();
    if (file.isEmpty()
        || !isAlive(file.get())
        || !Files.exists(home.tokenFile())
        || HomeLock.isFree(home)) {
      return Optional.empty();
    }
    var token = new Secret(Files.readString(home.tokenFile()).strip());
    return Optional.of(new ServerAddress(URI.create(file.get().address()), token));
  }

  /// What a server at an address that was found says of itself; empty when it does not answer.
  public static Optional<ServerStatus> statusOf(ServerAddress address) {
    try (var client = new ServerClient(address, STATUS_DEADLINE)) {
      return Optional.of(client.call(Endpoints.STATUS, Target.NONE));
    } catch (IOException e) {
      return Optional.empty(); // it is only starting, or ending, or hangs
    } catch (TainException e) {
      if (STRANGE.contains(e.code())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static boolean isAlive(ServerFile file) throws IOException {
    Optional<String> process = ProcessStart.of(file.pid()).map(ProcessStart::toString);
    return process.isPresent() && (file.process() == null || process.get().equals(file.process()));
  }
}
