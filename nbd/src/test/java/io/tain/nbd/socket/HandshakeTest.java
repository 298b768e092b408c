package io.tain.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.disk.SparseMemoryDisk;
import io.tain.nbd.Export;
import io.tain.nbd.NbdLimits;
import io.tain.nbd.socket.TestClient.OptionReply;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HandshakeTest {
  private static final byte[] NONE = {};

  private final SocketNbdServer server = new SocketNbdServer();
  private int port;

  @BeforeEach
  void serve() throws IOException {
    server.add(new Export("disk", new SparseMemoryDisk(8192), "some text"));
    port = server.listenOnLoopback(0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void exportName_known_answersSizeFlagsAndZeroes() throws IOException {
    try (TestClient client = TestClient.greeted(port, 1)) {
      client.sendOption(Protocol.OPT_EXPORT_NAME, "disk".getBytes(StandardCharsets.UTF_8));

      ByteBuffer answer = client.read(134);

      assertThat(answer.getLong()).isEqualTo(8192);
      assertThat(answer.getShort() & Protocol.EXPORT_READ_ONLY).isNotZero();
    }
  }

  @Test
  void exportName_unknown_endsTheConnection() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      client.sendOption(Protocol.OPT_EXPORT_NAME, "other".getBytes(StandardCharsets.UTF_8));

      client.awaitEnd();
    }
    assertThat(server.counts().violations()).isOne();
  }

  @ParameterizedTest
  @ValueSource(ints = {Protocol.OPT_INFO, Protocol.OPT_GO})
  void info_unknownExport_isUnknown(int option) throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> replies = client.option(option, TestClient.info("other"));

      assertThat(replies).hasSize(1);
      assertThat(replies.getFirst().type()).isEqualTo(Protocol.REP_ERR_UNKNOWN);
    }
  }

  @Test
  void info_allWishes_areAnswered() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> replies =
          client.option(Protocol.OPT_INFO, TestClient.info("disk", 0, 1, 2, 3, 77));

      List<Integer> kinds =
          replies.stream()
              .filter(reply -> reply.type() == Protocol.REP_INFO)
              .map(reply -> (int) reply.data().getShort())
              .toList();
      assertThat(kinds).containsExactly(0, 1, 2, 3);
    }
  }

  @Test
  void info_dataThatDoesNotFit_isInvalid() throws IOException {
    byte[] tooLongName = ByteBuffer.allocate(10).putInt(1000).array();
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> replies = client.option(Protocol.OPT_GO, tooLongName);

      assertThat(replies.getLast().type()).isEqualTo(Protocol.REP_ERR_INVALID);
    }
  }

  @Test
  void unknownOption_isUnsupportedAndTheNextOneWorks() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> first = client.option(5, NONE);
      List<OptionReply> second = client.option(Protocol.OPT_LIST, NONE);

      assertThat(first.getLast().type()).isEqualTo(Protocol.REP_ERR_UNSUP);
      assertThat(second.getLast().type()).isEqualTo(Protocol.REP_ACK);
    }
  }

  @Test
  void abort_isAcknowledgedAndEnds() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> replies = client.option(Protocol.OPT_ABORT, NONE);
      client.awaitEnd();

      assertThat(replies.getLast().type()).isEqualTo(Protocol.REP_ACK);
    }
    assertThat(server.counts().violations()).isZero();
  }

  @Test
  void setMetaContext_withoutStructuredReplies_isInvalid() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      List<OptionReply> replies =
          client.option(
              Protocol.OPT_SET_META_CONTEXT, TestClient.contexts("disk", "base:allocation"));

      assertThat(replies.getLast().type()).isEqualTo(Protocol.REP_ERR_INVALID);
    }
  }

  @Test
  void metaContext_wildcard_listsButDoesNotSelect() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      client.option(Protocol.OPT_STRUCTURED_REPLY, NONE);

      List<OptionReply> listed =
          client.option(
              Protocol.OPT_LIST_META_CONTEXT, TestClient.contexts("disk", "base:", "x-a:b"));
      List<OptionReply> selected =
          client.option(Protocol.OPT_SET_META_CONTEXT, TestClient.contexts("disk", "base:"));

      assertThat(listed).hasSize(2);
      assertThat(selected).hasSize(1);
    }
  }

  @Test
  void option_tooLong_endsTheConnection() throws IOException {
    try (TestClient client = TestClient.greeted(port, 3)) {
      client.send(
          ByteBuffer.allocate(16)
              .putLong(Protocol.OPTION_MAGIC)
              .putInt(Protocol.OPT_GO)
              .putInt(-1)
              .array());

      client.awaitEnd();
    }
    assertThat(server.counts().violations()).isOne();
  }

  @Test
  void silentClient_isCutOffAtTheDeadline() throws IOException {
    try (var impatient =
        new SocketNbdServer(NbdLimits.DEFAULT.withHandshakeTimeout(Duration.ofMillis(50)))) {
      try (TestClient client = TestClient.connect(impatient.listenOnLoopback(0))) {
        client.awaitEnd();

        assertThat(impatient.counts().connections()).isOne();
      }
    }
  }

  @Test
  void connections_beyondTheLimit_areRefused() throws IOException {
    try (var small = new SocketNbdServer(NbdLimits.DEFAULT.withMaxConnections(1))) {
      small.add(new Export("disk", new SparseMemoryDisk(4096), ""));
      int smallPort = small.listenOnLoopback(0);
      try (TestClient first = TestClient.transmitting(smallPort, "disk", false)) {
        assertThatThrownBy(() -> TestClient.greeted(smallPort, 3)).isInstanceOf(IOException.class);
        first.request(Protocol.CMD_READ, 0, 1, 0, 512);
        assertThat(first.readSimple().error()).isZero();
      }
      assertThat(small.counts().refusedConnections()).isOne();
    }
  }
}
