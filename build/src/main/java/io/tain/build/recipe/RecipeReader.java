package io.tain.build.recipe;

import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.ImageName;
import io.tain.base.TainException;
import io.tain.build.BuildSources;
import io.tain.build.Recipe;
import io.tain.build.Recipe.DiskShape;
import io.tain.build.Recipe.Layer;
import io.tain.build.Recipe.Suite;
import io.tain.build.yaml.YamlSection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;

/// Reads a recipe and those that it extends.
///
/// | key | value |
/// |---|---|
/// | `extends` | the file name of another recipe, on whose tree this one builds |
/// | `name` | the image |
/// | `version` | pattern of the label: `{date}` is the lock's day in UTC, `{lock}` its begin |
/// | `distribution` `suite` `components` | `debian`, a codename, `[main]` |
/// | `architecture` | `x86_64`, or `amd64` |
/// | `mirror` | `host`: the machine's own package sources; or the address of an archive |
/// | `packages` | names |
/// | `files` | list of `path`, `content`, and if need be `mode` and `owner` |
/// | `services` | `enable`, `disable`, `mask`: lists of units |
/// | `disk` | `size`, such as `3 GiB`; `firmware`: `uefi` |
/// | `boot` | `command-line`, `menu-seconds` |
///
/// A recipe that extends another inherits every key, adds its packages, files and services, and
/// cannot change what the packages are made of.
public final class RecipeReader {
  private static final int MAX_LAYERS = 8;
  private static final String FIRST_KEYS =
      "extends | name | version | distribution | suite | architecture | components | mirror"
          + " | packages | files | services | disk | boot";
  private static final String LATER_KEYS =
      "extends | name | version | packages | files | services | disk | boot";
  private static final String AMD64 = "amd64";
  private static final Set<String> ARCHITECTURES = Set.of("x86_64", AMD64);
  private static final Predicate<String> WORD = Grammar.matching("[a-z0-9][a-z0-9.-]{0,63}");
  private static final Predicate<String> PACKAGE = Grammar.matching("[a-z0-9][a-z0-9+.-]{1,127}");
  private static final Predicate<String> LABEL =
      Grammar.matching(
          "(?:[a-z0-9]|\\{date\\}|\\{lock\\})(?:[a-z0-9._-]|\\{date\\}|\\{lock\\}){0,80}");
  private static final Predicate<String> FILE =
      Grammar.matching("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
  private static final Predicate<String> MIRROR =
      Grammar.matching("host|https?://[A-Za-z0-9._~:/%@+-]{1,400}");
  private static final DiskShape DEFAULT_DISK =
      new DiskShape(3L << 30, "console=tty0 console=ttyS0,115200", 0);

  private RecipeReader() {}

  /// The recipe that the sources name.
  ///
  /// @throws TainException `recipe.malformed` with file and place
  public static Recipe read(BuildSources sources) {
    List<Source> chain = chain(sources);
    Content content = first(chain.getFirst());
    for (Source source : chain.subList(1, chain.size())) {
      content = extended(content, source);
    }
    return new Recipe(
        content.name(),
        content.label(),
        content.suite(),
        content.layers(),
        content.disk(),
        digest(content));
  }

  private static List<Source> chain(BuildSources sources) {
    var chain = new ArrayList<Source>();
    String next = sources.recipe();
    while (!next.isEmpty()) {
      String text = sources.recipes().get(next);
      if (text == null) {
        throw TainException.of(ErrorCode.FILE_NOT_FOUND, "path", next);
      }
      YamlSection section = YamlSection.read(next, text);
      chain.addFirst(new Source(next, section));
      next = section.text("extends", FILE, "NAME.yaml").orElse("");
      if (chain.size() > MAX_LAYERS) {
        throw section.wrong("extends", "<= " + MAX_LAYERS, next);
      }
    }
    return chain;
  }

  private static Content first(Source source) {
    YamlSection section = source.section();
    section.allow(FIRST_KEYS);
    var suite =
        new Suite(
            section.text("distribution", "debian"::equals, "debian").orElse("debian"),
            section.requiredText("suite", WORD, "bookworm"),
            architecture(section),
            components(section),
            section.text("mirror", MIRROR, "host | https://...").orElse(Suite.HOST_MIRROR));
    String name = section.requiredText("name", WORD, "a-z, 0-9, . -");
    var content =
        new Content(
            new ImageName(name),
            label(section, "{date}"),
            suite,
            List.of(layer(source)),
            ShapeReader.read(section, DEFAULT_DISK));
    return content;
  }

  private static Content extended(Content below, Source source) {
    YamlSection section = source.section();
    section.allow(LATER_KEYS);
    var layers = new ArrayList<Layer>(below.layers());
    layers.add(layer(source));
    var content =
        new Content(
            section.text("name", WORD, "a-z, 0-9, . -").map(ImageName::new).orElse(below.name()),
            label(section, below.label()),
            below.suite(),
            List.copyOf(layers),
            ShapeReader.read(section, below.disk()));
    return content;
  }

  private static String label(YamlSection section, String inherited) {
    return section.text("version", LABEL, "a-z, 0-9, . _ -, {date}, {lock}").orElse(inherited);
  }

  /// In Debian's word, whichever of the two the recipe has.
  private static String architecture(YamlSection section) {
    return section
        .text("architecture", ARCHITECTURES::contains, "x86_64 | amd64")
        .map(_ -> AMD64)
        .orElse(AMD64);
  }

  private static List<String> components(YamlSection section) {
    List<String> components = section.texts("components", WORD, "main");
    return components.isEmpty() ? List.of("main") : components;
  }

  private static Layer layer(Source source) {
    return new Layer(
        source.file(),
        source.section().texts("packages", PACKAGE, "a-z, 0-9, + . -"),
        FilesReader.files(source.section()),
        FilesReader.services(source.section()));
  }

  private static Digest digest(Content content) {
    byte[] canonical = JsonMapper.shared().writeValueAsBytes(content);
    try {
      return Digest.sha256(MessageDigest.getInstance("SHA-256").digest(canonical));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private record Source(String file, YamlSection section) {}

  /// A recipe before it has its digest.
  record Content(ImageName name, String label, Suite suite, List<Layer> layers, DiskShape disk) {}
}
