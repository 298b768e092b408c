package io.tain.store.resemblance;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.store.ManifestPlace;
import io.tain.store.PackName;
import io.tain.testkit.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Resembling bytes are found by their samples, whatever stands before them; a torn file is none.
final class LikenessIndexTest {
  private static final int FRAME_BYTES = 256 * 1024;
  private static final PackName PACK = new PackName(1, 2);

  @TempDir private Path root;

  @Test
  void of_bytesThatMoved_areTheSameSamples() {
    byte[] content = bytes(Seeds.random(), FRAME_BYTES);
    byte[] moved = new byte[FRAME_BYTES];
    System.arraycopy(content, 0, moved, 4097, FRAME_BYTES - 4097);

    Features before = Features.of(content, content.length);
    Features after = Features.of(moved, moved.length);

    assertThat(before.count()).isBetween(150, 400);
    long[] found = after.hashes();
    assertThat(Arrays.copyOfRange(before.hashes(), 0, found.length - 1))
        .isEqualTo(Arrays.copyOf(found, found.length - 1));
    assertThat((int) after.blocks()[0]).isIn(before.blocks()[0] + 1, before.blocks()[0] + 2);
  }

  @Test
  void of_bytesThatRepeat_areFew() {
    byte[] pattern = bytes(Seeds.random(), FRAME_BYTES);
    for (int period : new int[] {1, 8, 1000}) {
      byte[] content = new byte[FRAME_BYTES];
      for (int i = 0; i < content.length; i++) {
        content[i] = pattern[i % period];
      }
      assertThat(Features.of(content, content.length).count()).isLessThanOrEqualTo(Features.MAX);
    }
    assertThat(Features.of(new byte[FRAME_BYTES], FRAME_BYTES).count()).isZero();
    assertThat(Features.of(pattern, 20).count()).isZero();
  }

  @Test
  void choose_mixOfTwoFrames_electsBothWithTheBlocksInQuestion() {
    var index = new LikenessIndex();
    byte[] one = bytes(Seeds.random(1), FRAME_BYTES);
    byte[] two = bytes(Seeds.random(2), FRAME_BYTES);
    byte[] mixed = new byte[FRAME_BYTES];
    System.arraycopy(one, 0, mixed, 100, 50_000);
    System.arraycopy(two, 80_000, mixed, 60_000, 150_000);
    add(index, 7, one);
    add(index, 9, two);

    ChosenBases choice = index.choose(Features.of(mixed, mixed.length), _ -> true);

    assertThat(choice.bases()).extracting(ChosenBases.Base::frame).containsExactly(7, 9);
    assertThat(choice.bases().getFirst().mask() >>> 20).isZero();
    assertThat(choice.bases().getFirst().mask() & 0xfff).isEqualTo(0xfff);
    assertThat(choice.bases().getLast().mask() & 0xfff).isZero();
    assertThat(choice.shareFound()).isGreaterThan(0.9);
  }

  @Test
  void choose_packThatMayNotBeRead_isNotElected() {
    var index = new LikenessIndex();
    byte[] content = bytes(Seeds.random(), FRAME_BYTES);
    add(index, 7, content);

    ChosenBases choice = index.choose(Features.of(content, content.length), _ -> false);

    assertThat(choice.bases()).isEmpty();
    assertThat(choice.shareFound()).isZero();
  }

  @Test
  void choose_manyFrames_takesAtMostFourAndHalfAMiB() {
    Seeds.repeat(
        5,
        random -> {
          var index = new LikenessIndex();
          byte[] all = new byte[FRAME_BYTES];
          for (int frame = 0; frame < 8; frame++) {
            byte[] content = bytes(random, FRAME_BYTES);
            add(index, frame, content);
            for (int at = frame * 4096; at < all.length; at += 8 * 4096) {
              System.arraycopy(content, at, all, at, 4096);
            }
          }

          ChosenBases choice = index.choose(Features.of(all, all.length), _ -> true);

          assertThat(choice.bases()).hasSize(4);
          assertThat(choice.bases().stream().mapToInt(base -> Long.bitCount(base.mask())).sum())
              .isLessThanOrEqualTo(128);
          assertThat(choice.bases()).allSatisfy(base -> assertThat(base.mask()).isNotZero());
        });
  }

  @Test
  void add_beyondTheBound_isRefusedAndWhatIsThereStays() {
    var index = new LikenessIndex();
    int added = 0;
    Features features = Features.of(bytes(Seeds.random(), 4096), 4096);
    while (index.add(PACK, added, 1, features)) {
      added++;
    }

    assertThat(added).isEqualTo(FrameList.MAX_FRAMES);
    assertThat(index.covers(PACK, added - 1)).isTrue();
    assertThat(index.covers(PACK, added)).isFalse();
    index.clear();
    assertThat(index.add(PACK, added, 1, features)).isTrue();
  }

  @Test
  void load_whatWasSaved_choosesTheSame() throws IOException {
    var index = new LikenessIndex();
    byte[] content = bytes(Seeds.random(), FRAME_BYTES);
    add(index, 7, content);
    var place = new ManifestPlace(PACK, 1, 2);
    index.cover(place);
    index.save(root.resolve("bases").resolve("one"));

    LikenessIndex loaded = LikenessIndex.load(root.resolve("bases").resolve("one"));

    Features features = Features.of(content, content.length);
    assertThat(loaded.covers(place)).isTrue();
    assertThat(loaded.covers(PACK, 7)).isTrue();
    assertThat(loaded.choose(features, _ -> true)).isEqualTo(index.choose(features, _ -> true));
  }

  @Test
  void load_fileThatIsTorn_isEmpty() throws IOException {
    var index = new LikenessIndex();
    byte[] content = bytes(Seeds.random(), FRAME_BYTES);
    add(index, 7, content);
    Path file = root.resolve("one");
    index.save(file);
    byte[] sound = Files.readAllBytes(file);
    Seeds.repeat(
        20,
        random -> {
          byte[] torn = Arrays.copyOf(sound, random.nextInt(sound.length));
          byte[] flipped = sound.clone();
          flipped[random.nextInt(flipped.length)] ^= 4;
          for (byte[] bytes : new byte[][] {torn, flipped}) {
            Files.write(file, bytes);

            assertThat(LikenessIndex.load(file).covers(PACK, 7)).isFalse();
          }
        });
    assertThat(LikenessIndex.load(root.resolve("none")).covers(PACK, 7)).isFalse();
  }

  private static void add(LikenessIndex index, int frame, byte[] content) {
    assertThat(index.add(PACK, frame, 64, Features.of(content, content.length))).isTrue();
  }

  private static byte[] bytes(RandomGenerator random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
