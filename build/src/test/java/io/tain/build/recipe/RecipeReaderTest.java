package io.tain.build.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.BuildSources;
import io.tain.build.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RecipeReaderTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("tain.root", ".."), "examples/recipes");
  private static final String LEAST = "name: a\nsuite: bookworm\n";

  @Test
  void read_exampleThatExtends_inheritsAndAdds() throws IOException {
    Recipe recipe = RecipeReader.read(examples("web-more.yaml"));

    assertThat(recipe.name().text()).isEqualTo("web");
    assertThat(recipe.label()).isEqualTo("{date}-more");
    assertThat(recipe.disk().sizeBytes()).isEqualTo(3L << 30);
    assertThat(recipe.layers()).hasSize(2);
    assertThat(recipe.layers().getFirst().packages()).contains("nginx", "openssh-server");
    assertThat(recipe.layers().getLast().packages()).containsExactly("redis-server");
    assertThat(recipe.layers().getFirst()).isEqualTo(layerOfWeb());
  }

  @Test
  void read_least_hasDefaults() {
    Recipe recipe = RecipeReader.read(only(LEAST));

    assertThat(recipe.suite().mirror()).isEqualTo(Recipe.Suite.HOST_MIRROR);
    assertThat(recipe.suite().components()).containsExactly("main");
    assertThat(recipe.label()).isEqualTo("{date}");
  }

  @Test
  void digest_commentAndOrderOfKeys_areNoDifference() {
    Recipe one = RecipeReader.read(only("name: a\nsuite: bookworm\n"));
    Recipe other = RecipeReader.read(only("# why\nsuite: bookworm\nname: a\n"));

    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @Test
  void digest_anotherPackage_isAnother() {
    Recipe one = RecipeReader.read(only(LEAST + "packages: [curl]\n"));
    Recipe other = RecipeReader.read(only(LEAST + "packages: [wget]\n"));

    assertThat(one.digest()).isNotEqualTo(other.digest());
  }

  @Test
  void read_unknownKey_namesFilePlaceAndKey() {
    assertThatThrownBy(() -> RecipeReader.read(only(LEAST + "pakages: [curl]\n")))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_MALFORMED);
              assertThat(error.arguments())
                  .containsEntry("file", "a.yaml")
                  .containsEntry("place", "3:1 (pakages)")
                  .containsEntry("found", "pakages");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'nmae: a\nsuite: bookworm\n',1:1 (nmae),name | version",
    "'name: a\nsiute: bookworm\n',2:1 (siute),suite | architecture",
    "'name: a\nsuite: bookworm\nfiles: [{pth: /a, content: b}]\n',3:10 (files.pth),path | mode"
  })
  void read_misspeltKeyThatMustBeThere_isNamedWithTheKnownOnes(
      String text, String place, String known) {
    assertThatThrownBy(() -> RecipeReader.read(only(text)))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> {
              assertThat(error.arguments()).containsEntry("place", place);
              assertThat(error.arguments().get("expected")).contains(known);
            });
  }

  @Test
  void digest_architectureInEitherWord_isTheSame() {
    Recipe one = RecipeReader.read(only(LEAST + "architecture: amd64\n"));
    Recipe other = RecipeReader.read(only(LEAST + "architecture: x86_64\n"));

    assertThat(one.digest()).isEqualTo(other.digest());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "- a\n",
        "name: a\n",
        "name: A\nsuite: bookworm\n",
        LEAST + "suite: trixie\n",
        LEAST + "packages: nginx\n",
        LEAST + "packages: [\"nginx; reboot\"]\n",
        LEAST + "packages: [--option]\n",
        LEAST + "version: \"{day}\"\n",
        LEAST + "mirror: file:///etc\n",
        LEAST + "architecture: riscv64\n",
        LEAST + "disk: {size: 3}\n",
        LEAST + "disk: {size: 1 MiB}\n",
        LEAST + "disk: {firmware: bios}\n",
        LEAST + "boot: {command-line: \"a\\nb\"}\n",
        LEAST + "files: [{path: /etc/../x, content: a}]\n",
        LEAST + "files: [{path: etc/x, content: a}]\n",
        LEAST + "files: [{path: \"/etc/x y\", content: a}]\n",
        LEAST + "files: [{path: /etc/x}]\n",
        LEAST + "files: [{path: /a, content: b}, {path: /a, content: b}]\n",
        LEAST + "files: [{path: /a, content: b, mode: 0x7}]\n",
        LEAST + "files: [{path: /a, content: b, owner: \"root:root -x\"}]\n",
        LEAST + "services: {enable: [\"a.service b\"]}\n",
        LEAST + "services: {start: [a.service]}\n",
        LEAST + "extends: a.yaml\n",
        LEAST + "extends: ../a.yaml\n",
        LEAST + "x: &x [*x]\n",
        LEAST + "packages: !!java.net.URL [\"http://127.0.0.1/\"]\n",
        LEAST + "packages: [a,\n",
        "name: a\nsuite: bookworm\n\tpackages: [a]\n",
      })
  void read_malformed_isRefused(String text) {
    assertThatThrownBy(() -> RecipeReader.read(only(text)))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.RECIPE_MALFORMED));
  }

  @Test
  void read_extendsARecipeThatIsNotThere_isNotFound() {
    assertThatThrownBy(() -> RecipeReader.read(only("extends: b.yaml\n")))
        .isInstanceOfSatisfying(
            TainException.class,
            error -> assertThat(error.code()).isEqualTo(ErrorCode.FILE_NOT_FOUND));
  }

  @Test
  void read_suiteBesideExtends_isRefused() {
    var sources =
        new BuildSources(
            Map.of("a.yaml", LEAST, "b.yaml", "extends: a.yaml\nsuite: trixie\n"),
            "b.yaml",
            Map.of());

    assertThatThrownBy(() -> RecipeReader.read(sources))
        .isInstanceOf(TainException.class)
        .hasMessageContaining("suite");
  }

  @Test
  void read_deepOrExpandingYaml_isRefusedQuickly() {
    String deep = LEAST + "packages: " + "[".repeat(100_000);
    String expanding =
        LEAST
            + "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: &d [*c, *c]\ne: &e [*d, *d]\n"
            + "packages: [*e, *e]\n";

    assertThatThrownBy(() -> RecipeReader.read(only(deep))).isInstanceOf(TainException.class);
    assertThatThrownBy(() -> RecipeReader.read(only(expanding))).isInstanceOf(TainException.class);
  }

  @Test
  void read_mutated_isReadOrRefused() throws IOException {
    String text = Files.readString(EXAMPLES.resolve("web.yaml"));
    var random = new Random(Long.getLong("tain.seed", 42));
    for (int i = 0; i < 500; i++) {
      String mutant = mutated(text, random);
      try {
        assertThat(RecipeReader.read(only(mutant)).layers()).isNotEmpty();
      } catch (TainException refused) {
        assertThat(refused.code())
            .as(mutant)
            .isIn(ErrorCode.RECIPE_MALFORMED, ErrorCode.FILE_NOT_FOUND, ErrorCode.NAME_MALFORMED);
      }
    }
  }

  private static String mutated(String text, Random random) {
    var mutant = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(4); i++) {
      int at = random.nextInt(mutant.length());
      switch (random.nextInt(3)) {
        case 0 -> mutant.setCharAt(at, (char) (random.nextInt(127) + 1));
        case 1 -> mutant.delete(at, Math.min(mutant.length(), at + random.nextInt(40)));
        default -> mutant.insert(at, "&a *a !!x {[}]:-\n".charAt(random.nextInt(17)));
      }
    }
    return mutant.toString();
  }

  private static Recipe.Layer layerOfWeb() throws IOException {
    return RecipeReader.read(examples("web.yaml")).layers().getFirst();
  }

  private static BuildSources examples(String recipe) throws IOException {
    var texts = new HashMap<String, String>();
    for (String name : new String[] {"web.yaml", "web-more.yaml"}) {
      texts.put(name, Files.readString(EXAMPLES.resolve(name)));
    }
    return new BuildSources(texts, recipe, Map.of());
  }

  private static BuildSources only(String text) {
    return new BuildSources(Map.of("a.yaml", text), "a.yaml", Map.of());
  }
}
