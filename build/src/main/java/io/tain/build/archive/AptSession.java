package io.tain.build.archive;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.BuildStep;
import io.tain.build.Recipe;
import io.tain.build.Recipe.Suite;
import io.tain.build.sandbox.Sandbox;
import io.tain.build.sandbox.Sandbox.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// apt with a state of its own: nothing of the machine's packages is read or changed.
///
/// Signatures are checked with Debian's own keyring, whatever the machine's sources say.
final class AptSession {
  private static final String KEYRING = "/usr/share/keyrings/debian-archive-keyring.gpg";
  private static final Pattern PASSED_ON =
      Pattern.compile("Acquire::(http|https|Retries|Check-Valid-Until|Check-Date)\\b.*;");
  private static final Pattern URI =
      Pattern.compile("'([^']+)' (\\S+)_(\\S+)_(\\S+)\\.deb (\\d+) SHA256:([0-9a-f]{64})");
  private static final Pattern UNKNOWN =
      Pattern.compile("E: (?:Unable to locate package|Package '?)\\s?([a-z0-9+.-]+).*");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss z", Locale.ENGLISH);

  private final Sandbox sandbox;
  private final Path directory;
  private final Recipe recipe;
  private final List<Source> sources;

  private AptSession(Sandbox sandbox, Path directory, Recipe recipe, List<Source> sources) {
    this.sandbox = sandbox;
    this.directory = directory;
    this.recipe = recipe;
    this.sources = sources;
  }

  /// A session with these sources; indices that it fetched before are kept.
  static AptSession begin(Sandbox sandbox, Path directory, Recipe recipe, List<Source> sources)
      throws IOException {
    var session = new AptSession(sandbox, directory, recipe, sources);
    Files.createDirectories(directory.resolve("lists/partial"));
    Files.createDirectories(directory.resolve("archives/partial"));
    Files.writeString(directory.resolve("sources.list"), session.sourcesList());
    Files.writeString(directory.resolve("apt.conf"), session.configuration(recipe.suite()));
    return session;
  }

  /// Fetches the indices and checks their signatures.
  ///
  /// @throws TainException `build.failed` when a source does not answer or is not to be trusted
  void update() throws IOException {
    Outcome outcome = apt(List.of("apt-get", "update", "--error-on=any"), _ -> {});
    if (!outcome.succeeded()) {
      throw failed(outcome.reason());
    }
  }

  /// The package files that installing these would need, beyond what is installed.
  ///
  /// @param status the dpkg status of what is installed already
  /// @throws TainException `package.unavailable` for one that no source has
  List<Found> ask(List<String> packages, String status) throws IOException {
    Files.writeString(directory.resolve("status"), status);
    var command =
        new ArrayList<String>(
            List.of("apt-get", "install", "--yes", "--print-uris", "--no-install-recommends"));
    command.addAll(packages);
    var found = new ArrayList<Found>();
    Outcome outcome = apt(command, line -> parse(line).ifPresent(found::add));
    if (!outcome.succeeded()) {
      throw refused(outcome);
    }
    return List.copyOf(found);
  }

  /// When the newest of the indices was made.
  Instant newest() throws IOException {
    Instant newest = Instant.EPOCH;
    try (var files = Files.list(directory.resolve("lists"))) {
      for (Path file : files.filter(path -> path.toString().endsWith("Release")).toList()) {
        Instant date = date(file);
        newest = date.isAfter(newest) ? date : newest;
      }
    }
    return newest;
  }

  private Outcome apt(List<String> command, java.util.function.Consumer<String> line)
      throws IOException {
    return sandbox.run(
        command, Map.of("APT_CONFIG", directory.resolve("apt.conf").toString()), line);
  }

  private static Optional<Found> parse(String line) {
    Matcher matcher = URI.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            matcher.group(1),
            matcher.group(2),
            matcher.group(3).replace("%3a", ":"),
            matcher.group(4),
            Long.parseLong(matcher.group(5)),
            matcher.group(6)));
  }

  private TainException refused(Outcome outcome) {
    for (String line : outcome.tail()) {
      Matcher matcher = UNKNOWN.matcher(line);
      if (matcher.matches()) {
        return TainException.of(
            ErrorCode.PACKAGE_UNAVAILABLE,
            "package",
            matcher.group(1),
            "version",
            "(" + recipe.suite().codename() + ")",
            "reason",
            line.substring(3));
      }
    }
    String reason =
        outcome.tail().stream()
            .filter(line -> line.contains("Depends:") || line.startsWith("E: "))
            .map(String::strip)
            .collect(Collectors.joining("; "));
    return failed(reason.isEmpty() ? outcome.reason() : reason);
  }

  private TainException failed(String reason) {
    return TainException.of(
        ErrorCode.BUILD_FAILED,
        "image",
        recipe.name(),
        "step",
        BuildStep.RESOLVE,
        "reason",
        reason);
  }

  private static Instant date(Path release) throws IOException {
    for (String line : Files.readAllLines(release)) {
      if (line.startsWith("Date: ")) {
        try {
          return ZonedDateTime.parse(line.substring(6).strip(), DATE).toInstant();
        } catch (DateTimeException e) {
          throw new IOException(release + ": " + line, e);
        }
      }
    }
    return Instant.EPOCH;
  }

  private String sourcesList() {
    return sources.stream()
        .map(
            source ->
                "deb [signed-by=%s] %s %s %s\n"
                    .formatted(KEYRING, source.base(), source.suite(), source.component()))
        .collect(Collectors.joining());
  }

  private String configuration(Suite suite) throws IOException {
    var text = new StringBuilder();
    sandbox.run(
        List.of("apt-config", "dump"),
        Map.of(),
        line -> text.append(PASSED_ON.matcher(line).matches() ? line + "\n" : ""));
    Map<String, String> places =
        Map.of(
            "State", "",
            "State::lists", "lists",
            "State::status", "status",
            "Cache", "",
            "Etc::sourcelist", "sources.list");
    places.forEach(
        (key, file) -> text.append("Dir::%s \"%s\";%n".formatted(key, directory.resolve(file))));
    text.append("Dir::Cache::srcpkgcache \"\";\n");
    for (String none : List.of("sourceparts", "preferences", "preferencesparts", "parts", "main")) {
      text.append("Dir::Etc::%s \"/dev/null\";%n".formatted(none));
    }
    text.append("APT::Architecture \"%s\";%n".formatted(suite.architecture()));
    text.append("APT::Architectures { \"%s\"; };%n".formatted(suite.architecture()));
    return text.append(
            """
            APT::Install-Recommends "false";
            APT::Sandbox::User "root";
            Acquire::Languages "none";
            Acquire::ForceHash "SHA256";
            Acquire::AllowInsecureRepositories "false";
            """)
        .toString();
  }

  /// A package file that a source has.
  record Found(
      String uri,
      String name,
      String version,
      String architecture,
      long sizeBytes,
      String sha256) {}
}
