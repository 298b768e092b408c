package io.tain.fleet.qemu;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

/// Asks a forwarded port for `/` until it answers 200 to 399.
///
/// QEMU's user network accepts at once and calls the guest once; while the guest has no address
/// that call is lost, and repeated after seconds only. So a new question is asked every quarter of
/// a second, beside those that still wait, and the first answer counts.
final class HttpWatch implements Readiness {
  private static final System.Logger LOG = System.getLogger(HttpWatch.class.getName());
  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int MAX_QUESTIONS = 24;
  private static final int STATUS_LINE_BYTES = 15;
  private static final Pattern GOOD = Pattern.compile("HTTP/1\\.[01] [23][0-9]{2}.*");

  private final int port;
  private final Semaphore questions = new Semaphore(MAX_QUESTIONS);
  private volatile boolean answered;
  private volatile boolean closed;
  private long nextQuestion = System.nanoTime();

  HttpWatch(int port) {
    this.port = port;
  }

  @Override
  public boolean isMet() {
    if (!answered && System.nanoTime() - nextQuestion >= 0 && questions.tryAcquire()) {
      nextQuestion = System.nanoTime() + BETWEEN_QUESTIONS.toNanos();
      Thread.ofVirtual().name("http-watch").start(this::askAndRelease);
    }
    return answered;
  }

  @Override
  public void close() {
    closed = true;
  }

  private void askAndRelease() {
    try {
      if (!closed && ask()) {
        answered = true;
      }
    } catch (IOException e) {
      LOG.log(DEBUG, "not ready yet", e);
    } finally {
      questions.release();
    }
  }

  private boolean ask() throws IOException {
    int patienceMillis = (int) PATIENCE.toMillis();
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), patienceMillis);
      socket.setSoTimeout(patienceMillis);
      byte[] question =
          "GET / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
              .formatted(CommandLine.LOOPBACK, port)
              .getBytes(StandardCharsets.US_ASCII);
      socket.getOutputStream().write(question);
      InputStream answer = socket.getInputStream();
      byte[] status = answer.readNBytes(STATUS_LINE_BYTES);
      String line = new String(status, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
      return GOOD.matcher(line).matches();
    }
  }
}
