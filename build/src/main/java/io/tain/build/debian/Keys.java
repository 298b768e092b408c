package io.tain.build.debian;

import io.tain.base.Digest;
import io.tain.build.Lock;
import io.tain.build.Lock.LockedPackage;
import io.tain.build.Plan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/// The keys of the trees that a plan's layers give.
final class Keys {
  private Keys() {}

  /// One key for each layer: over all that went into the tree up to it.
  static List<Digest> ofStages(Plan plan) {
    var keys = new ArrayList<Digest>();
    String below = Planner.FORMAT + "\n" + plan.recipe().name() + "\n";
    for (int i = 0; i < plan.lock().layers().size(); i++) {
      Lock.Layer locked = plan.lock().layers().get(i);
      var text = new StringBuilder(below).append('\n').append(plan.recipe().layers().get(i));
      text.append('\n').append(locked.epoch());
      for (LockedPackage item : locked.packages()) {
        text.append('\n').append(item.sha256());
      }
      keys.add(digest(text.toString()));
      below = keys.getLast().toString();
    }
    return List.copyOf(keys);
  }

  static Digest digest(String text) {
    try {
      return Digest.sha256(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
