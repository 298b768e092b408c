package io.tain.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.nbd.Export;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Whatever a client sends, its connection ends and the server serves on.
final class HostileClientTest {
  private static final int ROUNDS = 400;
  private static final long DEFAULT_SEED = 20_261_121;
  private static final int SIZE_BYTES = 1 << 20;

  private final SocketNbdServer server = new SocketNbdServer();
  private int port;

  @BeforeEach
  void serve() throws IOException {
    server.add(new Export("disk", TestDisks.patchy(SIZE_BYTES, 5), ""));
    port = server.listenOnLoopback(0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void mutatedConversations_endAndLeaveTheServerWhole() throws IOException {
    byte[] conversation = conversation();
    long seed = Long.getLong("tain.seed", DEFAULT_SEED);
    var random = new SplittableRandom(seed);

    for (int round = 0; round < ROUNDS; round++) {
      converse(mutate(conversation, random));
    }

    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      client.request(Protocol.CMD_READ, 0, 1, 0, 512);
      assertThat(client.readSimple().error()).as("seed %d", seed).isZero();
    }
    server.close();
    assertThat(server.counts().openConnections()).isZero();
    assertThat(server.counts().violations()).isPositive();
  }

  private void converse(byte[] bytes) throws IOException {
    try (TestClient client = TestClient.connect(port)) {
      client.send(bytes);
      client.finish();
      client.awaitEnd();
    } catch (SocketException _) {
      // The server hung up before all was sent, which is its right.
      return;
    }
  }

  private static byte[] mutate(byte[] original, SplittableRandom random) {
    byte[] mutated = original.clone();
    int changes = random.nextInt(1, 5);
    for (int i = 0; i < changes; i++) {
      int at = random.nextInt(mutated.length);
      mutated[at] =
          switch (random.nextInt(4)) {
            case 0 -> (byte) 0xff;
            case 1 -> 0;
            case 2 -> (byte) (mutated[at] ^ 1 << random.nextInt(8));
            default -> (byte) random.nextInt();
          };
    }
    int length = random.nextInt(3) == 0 ? random.nextInt(mutated.length) : mutated.length;
    return java.util.Arrays.copyOf(mutated, length);
  }

  /// Every option and command once, as a good client sends them.
  private static byte[] conversation() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 0, 0, 3});
    out.writeBytes(option(Protocol.OPT_LIST, new byte[0]));
    out.writeBytes(option(Protocol.OPT_STRUCTURED_REPLY, new byte[0]));
    out.writeBytes(
        option(Protocol.OPT_LIST_META_CONTEXT, TestClient.contexts("disk", "base:", "x:y")));
    out.writeBytes(
        option(Protocol.OPT_SET_META_CONTEXT, TestClient.contexts("disk", "base:allocation")));
    out.writeBytes(option(Protocol.OPT_INFO, TestClient.info("disk", 0, 1, 2, 3)));
    out.writeBytes(option(Protocol.OPT_GO, TestClient.info("disk", 3)));
    for (int type = 0; type < 9; type++) {
      if (type != Protocol.CMD_DISC) {
        out.writeBytes(request(type));
      }
    }
    out.writeBytes(request(Protocol.CMD_DISC));
    return out.toByteArray();
  }

  private static byte[] option(int option, byte[] data) {
    return ByteBuffer.allocate(16 + data.length)
        .putLong(Protocol.OPTION_MAGIC)
        .putInt(option)
        .putInt(data.length)
        .put(data)
        .array();
  }

  private static byte[] request(int type) {
    int payloadBytes = type == Protocol.CMD_WRITE ? 512 : 0;
    return ByteBuffer.allocate(28 + payloadBytes)
        .putInt(Protocol.REQUEST_MAGIC)
        .putShort((short) 0)
        .putShort((short) type)
        .putLong(type)
        .putLong(4096)
        .putInt(512)
        .array();
  }
}
