package io.tain.testkit;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The randomness of tests: the same for everybody until `-Dtain.seed=N` asks for another.
public final class Seeds {
  /// The system property that holds the seed.
  public static final String PROPERTY = "tain.seed";

  private static final long DEFAULT_SEED = 20261121;

  private Seeds() {}

  /// The seed of this run.
  public static long seed() {
    return Long.getLong(PROPERTY, DEFAULT_SEED);
  }

  /// Runs a test once with each of `count` generators; a failure names the seed to repeat it with.
  public static void repeat(int count, SeededTest test) {
    for (long seed = seed(); seed < seed() + count; seed++) {
      try {
        test.run(random(seed));
      } catch (Exception | AssertionError e) {
        throw new AssertionError("repeat with -D" + PROPERTY + "=" + seed, e);
      }
    }
  }

  /// A generator of the run's seed.
  public static RandomGenerator random() {
    return random(seed());
  }

  /// A generator whose numbers depend on the seed only.
  public static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// A test that depends on random numbers.
  @FunctionalInterface
  public interface SeededTest {
    /// Runs with the numbers of one seed.
    void run(RandomGenerator random) throws Exception;
  }
}
