package io.tain.build.lock;

import io.tain.base.Digest;
import io.tain.build.Lock;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// A lock as a YAML file with one line for each package; equal locks give equal texts.
public final class LockFile {
  private static final Predicate<String> NAME = matching("[a-z0-9][a-z0-9+.-]{1,127}");
  private static final Predicate<String> VERSION = matching("[A-Za-z0-9][A-Za-z0-9.+~:-]{0,127}");
  private static final Predicate<String> WORD = matching("[A-Za-z0-9][A-Za-z0-9._/-]{0,127}");
  private static final Predicate<String> DIGEST = matching("sha256:[0-9a-f]{64}");
  private static final Predicate<String> HEX = matching("[0-9a-f]{64}");
  private static final Predicate<String> SIZE = matching("[1-9][0-9]{0,11}");
  private static final Predicate<String> POOL =
      matching(
          "([A-Za-z0-9%+_~][A-Za-z0-9%+._~-]{0,200}/){0,12}[A-Za-z0-9][A-Za-z0-9%+._~-]{0,200}");

  private LockFile() {}

  /// The text of a lock.
  public static String print(Lock lock) {
    var text = new StringBuilder("lock: 1\n");
    text.append("suites: [").append(String.join(", ", lock.suites())).append("]\nlayers:\n");
    for (Lock.Layer layer : lock.layers()) {
      text.append("  - recipe: ").append(layer.recipe()).append('\n');
      text.append("    request: ").append(layer.request()).append('\n');
      text.append("    epoch: ").append(layer.epoch()).append('\n');
      text.append("    packages:").append(layer.packages().isEmpty() ? " []\n" : "\n");
      layer.packages().forEach(item -> text.append("      - {").append(line(item)).append("}\n"));
    }
    return text.toString();
  }

  /// The lock that a text holds.
  ///
  /// @param file the name to report
  /// @throws io.tain.base.TainException `recipe.malformed` with the place
  public static Lock read(String file, String text) {
    YamlSection root = YamlSection.read(file, text);
    root.requiredText("lock", "1"::equals, "1");
    var lock =
        new Lock(
            root.texts("suites", WORD, "bookworm"),
            root.sections("layers").stream().map(LockFile::layer).toList());
    if (lock.layers().isEmpty()) {
      throw root.wrong("layers", "layers", "nothing");
    }
    root.end("lock | suites | layers");
    return lock;
  }

  private static Lock.Layer layer(YamlSection section) {
    String recipe = section.requiredText("recipe", WORD, "NAME.yaml");
    Digest request = Digest.parse(section.requiredText("request", DIGEST, "sha256:..."));
    Instant epoch = epoch(section);
    List<LockedPackage> packages = new ArrayList<>();
    for (YamlSection item : section.sections("packages")) {
      packages.add(lockedPackage(item));
    }
    section.end("recipe | request | epoch | packages");
    return new Lock.Layer(recipe, request, epoch, packages);
  }

  private static LockedPackage lockedPackage(YamlSection item) {
    var locked =
        new LockedPackage(
            item.requiredText("name", NAME, "a-z, 0-9, + . -"),
            item.requiredText("version", VERSION, "1.2-3"),
            item.requiredText("architecture", WORD, "amd64 | all"),
            Digest.parse("sha256:" + item.requiredText("sha256", HEX, "[0-9a-f]{64}")),
            Long.parseLong(item.requiredText("size", SIZE, "1, 2, ...")),
            item.requiredText("archive", WORD, "debian"),
            item.requiredText("filename", POOL, "pool/..."),
            item.text("essential", "true"::equals, "true").isPresent());
    item.end("name | version | architecture | sha256 | size | archive | filename | essential");
    return locked;
  }

  private static String line(LockedPackage item) {
    return String.format(
        Locale.ROOT,
        "name: %s, version: \"%s\", architecture: %s, sha256: \"%s\", size: %d, archive: %s,"
            + " filename: \"%s\"%s",
        item.name(),
        item.version(),
        item.architecture(),
        item.sha256().hex(),
        item.sizeBytes(),
        item.archive(),
        item.filename(),
        item.essential() ? ", essential: true" : "");
  }

  private static Instant epoch(YamlSection root) {
    String text = root.requiredText("epoch", LockFile::isInstant, "2026-11-21T00:00:00Z");
    return Instant.parse(text).truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean isInstant(String text) {
    try {
      Instant instant = Instant.parse(text);
      return instant.getEpochSecond() > 0 && instant.getEpochSecond() < 1L << 33;
    } catch (DateTimeException _) {
      return false;
    }
  }

  private static Predicate<String> matching(String pattern) {
    return Pattern.compile(pattern).asMatchPredicate();
  }
}
