package io.tain.build.archive;

import io.tain.base.Digest;
import io.tain.build.Lock;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Recipe;
import io.tain.build.Recipe.Suite;
import io.tain.build.archive.AptSession.Found;
import io.tain.build.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// The packages of a suite: found, fetched once, kept, and served to a build from the cache.
///
/// For one thread.
public final class Archive {
  private static final List<String> ALWAYS = List.of("?essential", "?priority(required)", "apt");
  private static final List<String> WITH_KERNEL =
      List.of("initramfs-tools", "systemd-boot-efi", "zstd");
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Sandbox sandbox;
  private final Path cache;
  private final DebCache debs;

  /// The archive whose cache lies in `cache/deb` and `cache/apt`.
  public Archive(Sandbox sandbox, Path cache) {
    this.sandbox = sandbox;
    this.cache = cache;
    this.debs = new DebCache(sandbox, cache.resolve("deb"));
  }

  /// What a layer asks for; another digest makes a lock stale.
  ///
  /// @param below the digest of the layer below, empty for the first
  public static Digest request(Suite suite, Recipe.Layer layer, String below) {
    var text = new StringBuilder("request 1\n").append(suite).append('\n').append(below);
    asked(layer, below.isEmpty()).forEach(name -> text.append('\n').append(name));
    return sha256(text.toString());
  }

  /// Resolves the layers of a recipe from the sources as they are now.
  ///
  /// @param kept locks of the first layers, which stay as they are
  /// @throws io.tain.base.TainException `package.unavailable`, `host.lacks`
  public Lock resolve(Recipe recipe, List<Lock.Layer> kept) throws IOException {
    List<Source> sources = HostSources.of(recipe.suite(), sandbox);
    String key = sha256(sources.toString()).hex().substring(0, 16);
    var session = AptSession.begin(sandbox, cache.resolve("apt/" + key), recipe, sources);
    session.update();
    var layers = new ArrayList<Lock.Layer>(kept);
    while (layers.size() < recipe.layers().size()) {
      layers.add(layer(recipe, layers, session, sources));
    }
    Set<String> suites = new LinkedHashSet<>();
    sources.forEach(source -> suites.add(source.suite()));
    return new Lock(List.copyOf(suites), layers);
  }

  /// Packages that are not in the cache; files there that were damaged are removed.
  public List<LockedPackage> missing(List<LockedPackage> packages) throws IOException {
    var missing = new ArrayList<LockedPackage>();
    for (LockedPackage item : packages) {
      if (!debs.has(item)) {
        missing.add(item);
      }
    }
    return List.copyOf(missing);
  }

  /// Fetches packages; without any, nothing is asked of the network.
  ///
  /// @throws io.tain.base.TainException `package.unavailable`, `digest.mismatch`
  public void fetch(Suite suite, List<LockedPackage> missing, LongConsumer fetchedBytes)
      throws IOException {
    if (!missing.isEmpty()) {
      debs.fetch(missing, bases(HostSources.of(suite, sandbox)), fetchedBytes);
    }
  }

  /// Writes an archive of packages that are in the cache, as apt reads it: `Packages`, `Release`
  /// and links to the files.
  ///
  /// @param directory on the file system of the cache
  public void publish(Path directory, Suite suite, Instant date, List<LockedPackage> packages)
      throws IOException {
    debs.readControl(packages);
    Files.createDirectories(directory);
    var index = new StringBuilder();
    for (LockedPackage item : packages) {
      Path link = directory.resolve(item.sha256().hex() + ".deb");
      if (!Files.exists(link)) {
        Files.createLink(link, debs.file(item));
      }
      index.append(fields(item));
      index.append("Filename: ./").append(link.getFileName());
      index.append("\nSize: ").append(item.sizeBytes());
      index.append("\nSHA256: ").append(item.sha256().hex()).append("\n\n");
    }
    byte[] bytes = index.toString().getBytes(StandardCharsets.UTF_8);
    Files.write(directory.resolve("Packages"), bytes);
    Files.writeString(
        directory.resolve("Release"),
        "Suite: %1$s\nCodename: %1$s\nDate: %2$s\nSHA256:\n %3$s %4$d Packages\n"
            .formatted(
                suite.codename(), DATE.format(date), sha256(index.toString()).hex(), bytes.length));
  }

  /// Removes packages that no lock names any more.
  public void retain(List<Lock> locks) throws IOException {
    debs.retain(
        locks.stream()
            .flatMap(Lock::packages)
            .map(LockedPackage::sha256)
            .collect(Collectors.toSet()));
  }

  private Lock.Layer layer(
      Recipe recipe, List<Lock.Layer> below, AptSession session, List<Source> sources)
      throws IOException {
    Recipe.Layer layer = recipe.layers().get(below.size());
    boolean first = below.isEmpty();
    String status = first ? "" : status(below, sources);
    List<Found> found = session.ask(asked(layer, first), status);
    Set<String> essential =
        first
            ? session.ask(List.of("?essential"), "").stream()
                .map(Found::sha256)
                .collect(Collectors.toSet())
            : Set.of();
    List<LockedPackage> packages =
        found.stream()
            .map(item -> locked(item, sources, essential.contains(item.sha256())))
            .sorted(Comparator.comparing(LockedPackage::name))
            .toList();
    String requestBelow = first ? "" : below.getLast().request().toString();
    Instant epoch = first ? Instant.EPOCH : below.getLast().epoch();
    Instant newest = session.newest();
    return new Lock.Layer(
        layer.file(),
        request(recipe.suite(), layer, requestBelow),
        newest.isAfter(epoch) ? newest : epoch,
        packages);
  }

  private String status(List<Lock.Layer> layers, List<Source> sources) throws IOException {
    Map<String, LockedPackage> installed = new LinkedHashMap<>();
    layers.forEach(layer -> layer.packages().forEach(item -> installed.put(item.name(), item)));
    List<LockedPackage> packages = List.copyOf(installed.values());
    debs.fetch(missing(packages), bases(sources), _ -> {});
    debs.readControl(packages);
    var status = new StringBuilder();
    for (LockedPackage item : packages) {
      status.append(fields(item)).append("Status: install ok installed\n\n");
    }
    return status.toString();
  }

  private String fields(LockedPackage item) throws IOException {
    return Files.readString(debs.control(item)).stripTrailing() + "\n";
  }

  private static LockedPackage locked(Found found, List<Source> sources, boolean essential) {
    Source source =
        sources.stream()
            .filter(candidate -> found.uri().startsWith(candidate.base() + "/"))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(found.uri()));
    return new LockedPackage(
        found.name(),
        found.version(),
        found.architecture(),
        Digest.parse("sha256:" + found.sha256()),
        found.sizeBytes(),
        source.archive(),
        found.uri().substring(source.base().length() + 1),
        essential);
  }

  private static List<String> asked(Recipe.Layer layer, boolean first) {
    var asked = new ArrayList<String>(first ? ALWAYS : List.of());
    if (layer.packages().stream().anyMatch(name -> name.startsWith("linux-image-"))) {
      asked.addAll(WITH_KERNEL);
    }
    asked.addAll(layer.packages().stream().sorted().distinct().toList());
    return asked;
  }

  private static Map<String, String> bases(List<Source> sources) {
    return sources.stream()
        .collect(Collectors.toMap(Source::archive, Source::base, (one, _) -> one));
  }

  private static Digest sha256(String text) {
    try {
      return Digest.sha256(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
