package io.tain.db;

import io.tain.base.Actor;
import java.time.Instant;

/// Something that was changed or refused, before it has its place in the log.
///
/// @param time when, kept in whole microseconds
/// @param actor who
/// @param decision whether it happened
/// @param fact what
public record Event(Instant time, Actor actor, Decision decision, Fact fact) {
  public Event {
    time = SqlTime.stored(time);
  }

  /// Something that `actor` did.
  public static Event allowed(Instant time, Actor actor, Fact fact) {
    return new Event(time, actor, Decision.ALLOWED, fact);
  }

  /// Something that `actor` asked for in vain; it is appended in a transaction of its own.
  public static Event refused(Instant time, Actor actor, Fact fact) {
    return new Event(time, actor, Decision.REFUSED, fact);
  }
}
