package io.tain.disk.registry;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/// A sound file, and how copies of it are damaged; a text otherwise than bytes.
final class FuzzSubject {
  /// Generators of neighbouring seeds begin alike; those of seeds far apart do not.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final String name;
  private final byte[] sound;
  private final List<Mutation.Place> tables;
  private final Finish finish;
  private final boolean isText;
  private final boolean isRefused;

  /// Damaged anywhere, more often near its beginning.
  FuzzSubject(String name, byte[] sound) {
    this(name, sound, "", damaged -> damaged);
  }

  /// @param tables where most of the damage is done: `OFFSET+LENGTH` with blanks between; offsets
  ///     below zero count from the end
  /// @param finish makes right what a hostile file would have right, such as checksums
  FuzzSubject(String name, byte[] sound, String tables, Finish finish) {
    this(name, sound, places(tables), finish, false);
  }

  private FuzzSubject(
      String name, byte[] sound, List<Mutation.Place> tables, Finish finish, boolean isRefused) {
    this.name = name;
    this.sound = sound;
    this.tables = tables;
    this.finish = finish;
    this.isText = isText(sound);
    this.isRefused = isRefused;
  }

  /// The same, of a file that is refused as it is.
  FuzzSubject refused() {
    return new FuzzSubject(name, sound, tables, finish, true);
  }

  boolean isRefused() {
    return isRefused;
  }

  /// The file without damage.
  byte[] undamaged() throws IOException {
    return finish.apply(sound.clone());
  }

  /// The damaged copy of a seed; one in eight is left as the damage made it.
  byte[] mutant(long seed) throws IOException {
    var random = new Random(seed * SPREAD);
    var mutation = new Mutation(random, tables);
    if (isText) {
      return finish.apply(mutation.ofText(sound));
    }
    byte[] damaged = mutation.of(sound);
    return random.nextInt(8) == 0 ? damaged : finish.apply(damaged);
  }

  @Override
  public String toString() {
    return name;
  }

  private static boolean isText(byte[] bytes) {
    for (byte b : bytes) {
      if (b < ' ' && b != '\n') {
        return false;
      }
    }
    return true;
  }

  private static List<Mutation.Place> places(String text) {
    return Stream.of(text.split(" "))
        .filter(place -> !place.isEmpty())
        .map(place -> place.split("\\+"))
        .map(place -> new Mutation.Place(Long.parseLong(place[0]), Long.parseLong(place[1])))
        .toList();
  }

  /// Turns a damaged file into the one to be read.
  @FunctionalInterface
  interface Finish {
    byte[] apply(byte[] damaged) throws IOException;
  }
}
