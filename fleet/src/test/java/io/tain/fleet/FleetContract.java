package io.tain.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.InstanceName;
import io.tain.base.TainException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every [Fleet] keeps.
public abstract class FleetContract {
  private static final InstanceName A = new InstanceName("a");

  /// An empty fleet, the same in one test.
  protected abstract Fleet fleet() throws Exception;

  /// A wish whose condition a guest of this fleet meets.
  protected abstract InstanceSpec spec(String name) throws Exception;

  @Test
  public void start_conditionMet_isReadyAndShown() throws Exception {
    Instance started = fleet().start(spec("a"));

    assertThat(started.state()).isEqualTo(InstanceState.READY);
    assertThat(started.boot()).isPresent();
    assertThat(started.pid()).isPresent();
    assertThat(fleet().show(A)).isEqualTo(started);
  }

  @Test
  public void list_several_isInTheOrderOfNames() throws Exception {
    fleet().start(spec("b"));
    fleet().start(spec("a"));

    assertThat(fleet().list()).extracting(i -> i.name().text()).containsExactly("a", "b");
  }

  @Test
  public void start_takenName_isRefused() throws Exception {
    Instance first = fleet().start(spec("a"));
    InstanceSpec second = spec("a");

    assertCode(() -> fleet().start(second), ErrorCode.INSTANCE_EXISTS);

    assertThat(fleet().list()).containsExactly(first);
  }

  @Test
  public void start_httpOnUnpublishedPort_isMalformedAndNothingIsKept() throws Exception {
    InstanceSpec spec = spec("a").withWait(new WaitCondition.Http(80), Duration.ofMinutes(1));

    assertCode(() -> fleet().start(spec), ErrorCode.REQUEST_MALFORMED);

    assertThat(fleet().list()).isEmpty();
  }

  @Test
  public void start_freePort_isGivenOne() throws Exception {
    Instance started = fleet().start(spec("a").withPublish(List.of(PortRule.parse("auto:80"))));

    assertThat(started.published()).hasSize(1);
    assertThat(started.published().getFirst().guestPort()).isEqualTo(80);
    assertThat(started.published().getFirst().hostPort()).isPositive();
  }

  @Test
  public void stop_twice_isStoppedOnce() throws Exception {
    fleet().start(spec("a"));

    Instance stopped = fleet().stop(A);

    assertThat(stopped.state()).isEqualTo(InstanceState.STOPPED);
    assertThat(stopped.pid()).isEmpty();
    assertThat(fleet().stop(A)).isEqualTo(stopped);
    assertThat(fleet().show(A)).isEqualTo(stopped);
  }

  @Test
  public void remove_started_isGoneAndItsNameFree() throws Exception {
    fleet().start(spec("a"));

    fleet().remove(A);

    assertThat(fleet().list()).isEmpty();
    assertThat(fleet().start(spec("a")).state()).isEqualTo(InstanceState.READY);
  }

  @Test
  public void stop_published_hasNoOpenPort() throws Exception {
    Instance started = fleet().start(spec("a").withPublish(List.of(PortRule.parse("auto:80"))));
    assertThat(started.published()).hasSize(1);

    assertThat(fleet().stop(A).published()).isEmpty();
    assertThat(fleet().show(A).published()).isEmpty();
  }

  @Test
  public void log_started_hasWhatTheGuestSaid() throws Exception {
    fleet().start(spec("a"));

    assertThat(fleet().log(A).text()).isNotEmpty();
    assertThat(fleet().log(A).cutBytes()).isZero();
  }

  @Test
  public void unknownName_isNotFound() {
    assertCode(() -> fleet().show(A), ErrorCode.INSTANCE_NOT_FOUND);
    assertCode(() -> fleet().stop(A), ErrorCode.INSTANCE_NOT_FOUND);
    assertCode(() -> fleet().remove(A), ErrorCode.INSTANCE_NOT_FOUND);
    assertCode(() -> fleet().log(A), ErrorCode.INSTANCE_NOT_FOUND);
  }

  /// Asserts that the call is refused with this code.
  protected static void assertCode(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(TainException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
