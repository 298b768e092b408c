package io.tain.build.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.build.sandbox.Sandbox.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

final class SandboxTest {
  @Test
  void run_command_isRootAndProcessesAreItsOwn() throws IOException {
    var lines = new ArrayList<String>();

    Outcome outcome =
        Sandbox.ofThisUser()
            .run(List.of("sh", "-c", "id -u; ls /proc | grep -c '^[0-9]'"), Map.of(), lines::add);

    assertThat(outcome.succeeded()).isTrue();
    assertThat(lines.getFirst()).isEqualTo("0");
    assertThat(Integer.parseInt(lines.getLast())).isLessThan(12);
  }

  @Test
  void run_failing_givesExitCodeAndReason() throws IOException {
    Outcome outcome =
        Sandbox.ofThisUser().run(List.of("sh", "-c", "echo 'E: no such thing' >&2; exit 7"));

    assertThat(outcome.exitCode()).isEqualTo(7);
    assertThat(outcome.reason()).isEqualTo("no such thing");
  }

  @Test
  void run_commandThatLeavesAProcess_endsItToo() throws IOException {
    String mark = UUID.randomUUID().toString();

    Sandbox.ofThisUser().run(List.of("sh", "-c", "sh -c 'sleep 1000; true' " + mark + " & exit 0"));

    assertThat(isRunning(mark)).isFalse();
  }

  @Test
  void run_interrupted_leavesNothing() throws Exception {
    String mark = UUID.randomUUID().toString();
    var begun = new CountDownLatch(1);
    var error = new CompletableFuture<TainException>();
    Thread thread = Thread.ofVirtual().start(() -> error.complete(interruptible(mark, begun)));
    begun.await();

    thread.interrupt();
    thread.join();

    assertThat(error.join().code()).isEqualTo(ErrorCode.INTERRUPTED);
    ended(mark);
    assertThat(isRunning(mark)).isFalse();
  }

  private static TainException interruptible(String mark, CountDownLatch begun) {
    try {
      Sandbox.ofThisUser()
          .run(
              List.of("sh", "-c", "echo begun; sh -c 'sleep 1000; true' " + mark, mark),
              Map.of(),
              _ -> begun.countDown());
      throw new IllegalStateException("not interrupted");
    } catch (TainException e) {
      return e;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void ended(String mark) {
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .forEach(process -> process.onExit().join());
  }

  private static boolean isRunning(String mark) {
    return ProcessHandle.allProcesses()
        .anyMatch(process -> process.info().commandLine().orElse("").contains(mark));
  }
}
