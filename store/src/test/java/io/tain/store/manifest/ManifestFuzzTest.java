package io.tain.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Digest;
import io.tain.base.ImageName;
import io.tain.base.TenantId;
import io.tain.base.VersionId;
import io.tain.base.VersionLabel;
import io.tain.store.ChunkId;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import io.tain.store.VersionFacts;
import io.tain.store.manifest.LocationPlan.SegmentPlace;
import io.tain.store.manifest.LocationPlan.Stretch;
import io.tain.testkit.Seeds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Objects come back as they were written; bytes that are none are damaged, and nothing worse.
final class ManifestFuzzTest {
  private static final int MUTATIONS = 3000;
  private static final String OBJECT = "test";

  @Test
  void manifest_mutated_isAManifestOrDamaged() {
    Seeds.repeat(
        20,
        random -> {
          Manifest manifest = randomManifest(random);
          byte[] bytes = manifest.encode();
          assertThat(Manifest.decode(OBJECT, bytes)).isEqualTo(manifest);
          mutate(random, bytes, mutated -> Manifest.decode(OBJECT, mutated));
        });
  }

  @Test
  void segment_mutated_isASegmentOrDamaged() {
    Seeds.repeat(
        20,
        random -> {
          byte[] bytes = randomSegment(random).encode();
          assertThat(Segment.decode(OBJECT, bytes).encode()).isEqualTo(bytes);
          mutate(random, bytes, mutated -> Segment.decode(OBJECT, mutated));
        });
  }

  @Test
  void plan_mutated_isAPlanOrDamaged() {
    Seeds.repeat(
        20,
        random -> {
          LocationPlan plan = randomPlan(random);
          byte[] bytes = plan.encode();
          int count = plan.segments().size();
          assertThat(LocationPlan.decode(OBJECT, bytes, count)).isEqualTo(plan);
          mutate(random, bytes, mutated -> LocationPlan.decode(OBJECT, mutated, count));
        });
  }

  @Test
  void record_mutated_isARecordOrDamaged() {
    Seeds.repeat(
        20,
        random -> {
          VersionRecord record = randomRecord(random);
          byte[] bytes = record.encode();
          assertThat(VersionRecord.decode(OBJECT, bytes)).isEqualTo(record);
          mutate(random, bytes, mutated -> VersionRecord.decode(OBJECT, mutated));
        });
  }

  @Test
  void segment_firstEndingAfter_isTheRunThatALinearSearchFinds() {
    Seeds.repeat(
        20,
        random -> {
          Segment segment = randomSegment(random);
          for (int i = 0; i < 200; i++) {
            long offset = random.nextLong(1L << 30);
            int expected = 0;
            while (expected < segment.runs() && segment.end(expected) <= offset) {
              expected++;
            }
            assertThat(segment.firstEndingAfter(offset)).isEqualTo(expected);
          }
        });
  }

  private static void mutate(
      RandomGenerator random, byte[] bytes, Function<byte[], Object> decode) {
    for (int i = 0; i < MUTATIONS / 20; i++) {
      byte[] mutated =
          Arrays.copyOf(bytes, random.nextInt(8) == 0 ? cut(random, bytes) : bytes.length);
      for (int flips = random.nextInt(1, 4); flips > 0 && mutated.length > 0; flips--) {
        mutated[random.nextInt(mutated.length)] =
            (byte) (random.nextBoolean() ? -1 : random.nextInt());
      }
      try {
        assertThat(decode.apply(mutated)).isNotNull();
      } catch (DamagedException e) {
        assertThat(e.arguments()).containsEntry("object", OBJECT);
      }
    }
  }

  private static int cut(RandomGenerator random, byte[] bytes) {
    return random.nextInt(bytes.length + 1);
  }

  private static Manifest randomManifest(RandomGenerator random) {
    int count = random.nextInt(5);
    long size = count == 0 ? 0 : ((count - 1L) << 30) + random.nextInt(1, 1 << 30);
    var segments = new ArrayList<ChunkId>();
    for (int i = 0; i < count; i++) {
      segments.add(random.nextInt(3) == 0 ? Manifest.HOLE : ChunkId.of(bytes(random, 32)));
    }
    List<Long> origins = size < 8192 ? List.of() : List.of(0L, 4096L);
    return new Manifest(size, Digest.sha256(bytes(random, 32)), size / 2, origins, segments);
  }

  private static Segment randomSegment(RandomGenerator random) {
    var builder = new SegmentBuilder();
    int at = 0;
    for (int i = random.nextInt(1, 300); i > 0; i--) {
      at += random.nextInt(3) == 0 ? 512 * random.nextInt(6000) : 0;
      int sectors = random.nextInt(1, 129);
      int offset = sectors == 128 ? 0 : random.nextInt(129 - sectors);
      builder.add(at, 512 * sectors, 512 * offset, random.nextLong(), random.nextLong());
      at += 512 * sectors;
    }
    return builder.build();
  }

  private static LocationPlan randomPlan(RandomGenerator random) {
    var packs = new ArrayList<PackName>();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      packs.add(PackName.random(random));
    }
    var segments = new ArrayList<Optional<SegmentPlace>>();
    for (int i = random.nextInt(5); i > 0; i--) {
      var stretches = new ArrayList<Stretch>();
      for (int j = random.nextInt(10); j > 0; j--) {
        stretches.add(new Stretch(random.nextInt(1, 300), random.nextInt(packs.size())));
      }
      segments.add(
          random.nextInt(3) == 0
              ? Optional.empty()
              : Optional.of(
                  new SegmentPlace(random.nextInt(packs.size()), random.nextInt(100), stretches)));
    }
    return new LocationPlan(packs, segments);
  }

  private static VersionRecord randomRecord(RandomGenerator random) {
    var facts =
        new VersionFacts(
            new VersionId(new UUID(random.nextLong(), random.nextLong())),
            TenantId.DEFAULT,
            new ImageName("web"),
            new VersionLabel("2026.11.21"),
            List.of(new VersionId(new UUID(1, 2))),
            Instant.ofEpochSecond(random.nextInt()));
    return VersionRecord.of(
        facts, Digest.sha256(bytes(random, 32)), Digest.sha256(bytes(random, 32)));
  }

  private static byte[] bytes(RandomGenerator random, int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
