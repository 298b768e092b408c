package io.tain.build.debian;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Digest;
import io.tain.build.BuildSources;
import io.tain.build.Builder.Resolution;
import io.tain.build.Lock;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import io.tain.build.Recipe;
import io.tain.build.archive.Archive;
import io.tain.build.lock.LockFile;
import io.tain.build.recipe.RecipeReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final Instant EPOCH = Instant.parse("2026-11-21T10:11:12Z");
  private static final String BASE = "name: web\nsuite: bookworm\npackages: [nginx]\n";
  private static final String MORE =
      "extends: web.yaml\nversion: \"{date}-{lock}\"\npackages: [curl]\n";

  @Test
  void existing_lockThatFits_isUsedAndNeedsNoNetwork() {
    Plan plan = existing(BASE, BASE).orElseThrow();

    assertThat(plan.resolved()).isFalse();
    assertThat(plan.lockFile()).isEqualTo("web.lock.yaml");
    assertThat(plan.label().text()).isEqualTo("2026.11.21");
  }

  @Test
  void existing_sameTexts_haveTheSameKey() {
    assertThat(existing(BASE, BASE).orElseThrow().key())
        .isEqualTo(existing("# comment\n" + BASE, BASE).orElseThrow().key());
  }

  @Test
  void existing_anotherFileInTheRecipe_keepsTheLockAndChangesTheKey() {
    String changed = BASE + "files: [{path: /etc/motd, content: hello}]\n";

    Plan plan = existing(changed, BASE).orElseThrow();

    assertThat(plan.key()).isNotEqualTo(existing(BASE, BASE).orElseThrow().key());
    assertThat(plan.lock()).isEqualTo(existing(BASE, BASE).orElseThrow().lock());
  }

  @Test
  void existing_anotherPackageInTheRecipe_makesTheLockStale() {
    assertThat(existing(BASE.replace("nginx", "apache2"), BASE)).isEmpty();
  }

  @Test
  void existing_update_ignoresTheLock() {
    var sources = new BuildSources(Map.of("web.yaml", BASE), "web.yaml", locks(BASE));

    assertThat(new Planner(sources).existing(Resolution.UPDATE)).isEmpty();
  }

  @Test
  void stages_ofARecipeThatExtends_beginWithThoseOfItsBase() {
    var sources =
        new BuildSources(
            Map.of("web.yaml", BASE, "more.yaml", MORE),
            "more.yaml",
            Map.of("more.lock.yaml", LockFile.print(lock(recipe(MORE)))));

    Plan more = new Planner(sources).existing(Resolution.KEEP).orElseThrow();

    assertThat(Keys.ofStages(more)).startsWith(stagesOf(existing(BASE, BASE).orElseThrow()));
    assertThat(more.label().text()).matches("2026\\.11\\.21-[0-9a-f]{8}");
  }

  private static Digest[] stagesOf(Plan plan) {
    return Keys.ofStages(plan).toArray(Digest[]::new);
  }

  private static Optional<Plan> existing(String recipe, String lockedRecipe) {
    var sources = new BuildSources(Map.of("web.yaml", recipe), "web.yaml", locks(lockedRecipe));
    return new Planner(sources).existing(Resolution.KEEP);
  }

  private static Map<String, String> locks(String recipe) {
    return Map.of("web.lock.yaml", LockFile.print(lock(recipe(recipe))));
  }

  private static Recipe recipe(String text) {
    boolean extending = text.startsWith("extends");
    return RecipeReader.read(
        extending
            ? new BuildSources(Map.of("web.yaml", BASE, "more.yaml", text), "more.yaml", Map.of())
            : new BuildSources(Map.of("web.yaml", text), "web.yaml", Map.of()));
  }

  private static Lock lock(Recipe recipe) {
    var layers = new ArrayList<Lock.Layer>();
    String below = "";
    for (Recipe.Layer layer : recipe.layers()) {
      Digest request = Archive.request(recipe.suite(), layer, below);
      below = request.toString();
      var item =
          new LockedPackage(
              layer.packages().getFirst(),
              "1.0-1",
              "amd64",
              Keys.digest(layer.packages().getFirst()),
              1234,
              "debian",
              "pool/main/x_1.0-1_amd64.deb",
              false);
      layers.add(new Lock.Layer(layer.file(), request, EPOCH, List.of(item)));
    }
    return new Lock(List.of("bookworm"), layers);
  }
}
