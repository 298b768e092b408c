package io.tain.build;

import io.tain.base.Digest;
import io.tain.build.Lock.LockedPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Locks for tests.
public final class Locks {
  private Locks() {}

  /// A lock of some packages, whatever the generator gives.
  public static Lock any(Random random) {
    var layers = new ArrayList<Lock.Layer>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      var packages = new ArrayList<LockedPackage>();
      for (int j = random.nextInt(5); j > 0; j--) {
        packages.add(anyPackage(random));
      }
      Instant epoch = Instant.ofEpochSecond(1 + random.nextInt(Integer.MAX_VALUE));
      layers.add(new Lock.Layer("r" + i + ".yaml", digest(random), epoch, packages));
    }
    return new Lock(List.of("bookworm", "bookworm-security"), layers);
  }

  private static LockedPackage anyPackage(Random random) {
    String name = "lib%x+%d.0".formatted(random.nextInt(), random.nextInt(10));
    String version = "%d:1.%d-2+deb12u1~bpo".formatted(random.nextInt(9), random.nextInt(99));
    return new LockedPackage(
        name,
        version,
        random.nextBoolean() ? "amd64" : "all",
        digest(random),
        1 + random.nextInt(Integer.MAX_VALUE),
        "debian-security",
        "pool/main/l/" + name + "/" + name + "_1%2b2%7e3_amd64.deb",
        random.nextBoolean());
  }

  private static Digest digest(Random random) {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Digest.sha256(bytes);
  }
}
