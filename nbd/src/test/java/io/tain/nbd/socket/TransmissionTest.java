package io.tain.nbd.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ByteRange;
import io.tain.disk.Extent;
import io.tain.disk.SparseMemoryDisk;
import io.tain.nbd.Export;
import io.tain.nbd.socket.TestClient.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TransmissionTest {
  private static final int SIZE_BYTES = 40 << 20;

  private final SparseMemoryDisk disk = TestDisks.patchy(SIZE_BYTES, 3);
  private final SocketNbdServer server = new SocketNbdServer();
  private int port;

  @BeforeEach
  void serve() throws IOException {
    server.add(new Export("disk", disk, ""));
    port = server.listenOnLoopback(0);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({"0,1", "0,512", "511,8193", "4095,2", "0,33554432", "41943039,1", "1000000,3000001"})
  void structuredRead_anyRange_isTheDisk(long offset, int lengthBytes) throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(Protocol.CMD_READ, 0, 9, offset, lengthBytes);

      assertThat(collect(client, offset, lengthBytes)).isEqualTo(expected(offset, lengthBytes));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "511,8193", "0,33554432", "41943039,1"})
  void simpleRead_anyRange_isTheDisk(long offset, int lengthBytes) throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      client.request(Protocol.CMD_READ, 0, 9, offset, lengthBytes);

      assertThat(client.readSimple().error()).isZero();
      assertThat(client.read(lengthBytes)).isEqualTo(expected(offset, lengthBytes));
    }
  }

  @Test
  void structuredRead_hole_sendsNoData() throws IOException {
    server.add(new Export("empty", new SparseMemoryDisk(SIZE_BYTES), ""));
    try (TestClient client = TestClient.transmitting(port, "empty", true)) {
      client.request(Protocol.CMD_READ, 0, 9, 0, 32 << 20);

      Chunk chunk = client.readChunk();

      assertThat(chunk.type()).isEqualTo(Protocol.REPLY_OFFSET_HOLE);
      assertThat(chunk.flags()).isEqualTo(Protocol.REPLY_FLAG_DONE);
    }
    assertThat(server.counts().sentBytes()).isZero();
  }

  @Test
  void blockStatus_wholeDisk_equalsTheExtents() throws IOException {
    List<Extent> reported = new ArrayList<>();
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(Protocol.CMD_BLOCK_STATUS, 0, 9, 0, SIZE_BYTES);
      ByteBuffer data = client.readChunk().data();
      assertThat(data.getInt()).isEqualTo(Protocol.ALLOCATION_CONTEXT_ID);
      long at = 0;
      while (data.hasRemaining()) {
        var range = new ByteRange(at, data.getInt());
        reported.add(data.getInt() == 0 ? new Extent.Data(range) : new Extent.Zero(range));
        at = range.end();
      }
    }

    assertThat(reported).isEqualTo(disk.extents(new ByteRange(0, SIZE_BYTES)));
  }

  @Test
  void blockStatus_requestOne_isOneInsideTheRequest() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(Protocol.CMD_BLOCK_STATUS, Protocol.CMD_FLAG_REQ_ONE, 9, 100, 200);

      Chunk chunk = client.readChunk();

      assertThat(chunk.data().remaining()).isEqualTo(12);
      assertThat(chunk.data().getInt(4)).isEqualTo(200);
    }
  }

  @Test
  void blockStatus_moreRunsThanFitAReply_isCutShort() throws IOException {
    var striped = new SparseMemoryDisk(256L << 20);
    for (long at = 0; at < striped.sizeBytes(); at += 8192) {
      striped.write(at, new byte[] {1});
    }
    server.add(new Export("striped", striped, ""));
    try (TestClient client = TestClient.transmitting(port, "striped", true)) {
      client.request(Protocol.CMD_BLOCK_STATUS, 0, 9, 0, 256 << 20);

      Chunk chunk = client.readChunk();

      assertThat(chunk.type()).isEqualTo(Protocol.REPLY_BLOCK_STATUS);
      assertThat(chunk.data().remaining()).isBetween(12, 200_000);
      assertThat(chunk.data().getInt(4)).isEqualTo(4096);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Protocol.CMD_TRIM, Protocol.CMD_WRITE_ZEROES})
  void change_isNotPermitted(int type) throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(type, 0, 9, 0, 4096);

      assertThat(client.readSimple().error()).isEqualTo(Protocol.EPERM);
    }
  }

  @Test
  void write_isNotPermittedAndItsPayloadPassedOver() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      client.request(Protocol.CMD_WRITE, 0, 9, 0, 100_000);
      client.send(new byte[100_000]);
      assertThat(client.readSimple().error()).isEqualTo(Protocol.EPERM);

      client.request(Protocol.CMD_CACHE, 0, 10, 0, 1 << 20);

      assertThat(client.readSimple()).isEqualTo(new TestClient.SimpleReply(0, 10));
    }
  }

  @Test
  void write_hugePayload_endsTheConnection() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      client.request(Protocol.CMD_WRITE, 0, 9, 0, -1);

      client.awaitEnd();
    }
    assertThat(server.counts().violations()).isOne();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 41943040, 1, 22", // just outside
    "0, 0, -1, 4096, 22",
    "0, 0, 9223372036854775807, 4096, 22",
    "0, 0, 0, 0, 22", // nothing
    "0, 0, 0, 33554433, 75", // more than the largest payload
    "0, 0, 0, -1, 75",
    "0, 4, 0, 512, 22", // a flag that was not offered
    "7, 0, 41943039, 2, 22",
    "7, 1, 0, 512, 22"
  })
  void malformedRequest_getsItsErrorAndTheConnectionGoesOn(
      int type, int flags, long offset, int lengthBytes, int error) throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(type, flags, 9, offset, lengthBytes);
      Chunk refused = client.readChunk();
      client.request(Protocol.CMD_READ, 0, 10, 0, 4096);

      assertThat(refused.type()).isEqualTo(Protocol.REPLY_ERROR);
      assertThat(refused.data().getInt()).isEqualTo(error);
      assertThat(collect(client, 0, 4096)).isEqualTo(expected(0, 4096));
    }
  }

  @Test
  void unknownCommand_isInvalid() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.request(99, 0, 9, 0, 0);

      assertThat(client.readSimple().error()).isEqualTo(Protocol.EINVAL);
    }
  }

  @Test
  void bogusMagic_endsTheConnection() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", true)) {
      client.send(ByteBuffer.allocate(28).putInt(0x12560953).array());

      client.awaitEnd();
    }
    assertThat(server.counts().violations()).isOne();
  }

  @Test
  void failingDisk_isAnErrorForEachRead() throws IOException {
    disk.failWith(new IOException("planned"));
    try (TestClient structured = TestClient.transmitting(port, "disk", true);
        TestClient simple = TestClient.transmitting(port, "disk", false)) {
      structured.request(Protocol.CMD_READ, 0, 9, 0, 4096);
      simple.request(Protocol.CMD_READ, 0, 9, 0, 4096);

      assertThat(structured.readChunk().data().getInt()).isEqualTo(Protocol.EIO);
      assertThat(simple.readSimple().error()).isEqualTo(Protocol.EIO);
    }
    stop();
    assertThat(server.counts().readErrors()).isEqualTo(2);
  }

  @Test
  void manyRequestsAtOnce_areAllAnswered() throws IOException {
    int count = 500;
    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      Set<Long> answered = new HashSet<>();
      for (int cookie = 0; cookie < count; cookie++) {
        client.request(Protocol.CMD_READ, 0, cookie, cookie * 4096L, 4096);
      }
      for (int i = 0; i < count; i++) {
        long cookie = client.readSimple().cookie();
        answered.add(cookie);
        assertThat(client.read(4096)).isEqualTo(expected(cookie * 4096, 4096));
      }

      assertThat(answered).hasSize(count);
    }
  }

  @Test
  void disconnect_answersWhatWasAskedBefore() throws IOException {
    try (TestClient client = TestClient.transmitting(port, "disk", false)) {
      client.request(Protocol.CMD_READ, 0, 1, 0, 1 << 20);
      client.request(Protocol.CMD_DISC, 0, 2, 0, 0);

      assertThat(client.readSimple().error()).isZero();
      assertThat(client.read(1 << 20)).isEqualTo(expected(0, 1 << 20));
      client.awaitEnd();
    }
  }

  private ByteBuffer expected(long offset, int lengthBytes) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(lengthBytes);
    disk.read(offset, bytes);
    return bytes.flip();
  }

  private static ByteBuffer collect(TestClient client, long offset, int lengthBytes)
      throws IOException {
    ByteBuffer whole = ByteBuffer.allocate(lengthBytes);
    long covered = 0;
    Chunk chunk;
    do {
      chunk = client.readChunk();
      long at = chunk.data().getLong() - offset;
      if (chunk.type() == Protocol.REPLY_OFFSET_HOLE) {
        covered += chunk.data().getInt();
      } else {
        assertThat(chunk.type()).isEqualTo(Protocol.REPLY_OFFSET_DATA);
        covered += chunk.data().remaining();
        whole.put((int) at, chunk.data().slice(), 0, chunk.data().remaining());
      }
    } while (chunk.flags() != Protocol.REPLY_FLAG_DONE);
    assertThat(covered).isEqualTo(lengthBytes);
    return whole;
  }
}
