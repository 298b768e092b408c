package io.tain.nbd.socket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A client that sends what a test says, right or wrong.
final class TestClient implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final Socket socket;

  private TestClient(Socket socket) {
    this.socket = socket;
  }

  static TestClient connect(int port) throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return new TestClient(socket);
  }

  /// Through greeting and flags.
  static TestClient greeted(int port, int clientFlags) throws IOException {
    TestClient client = connect(port);
    client.read(18);
    client.send(ByteBuffer.allocate(4).putInt(clientFlags).array());
    return client;
  }

  /// In the transmission of `export`.
  static TestClient transmitting(int port, String export, boolean structured) throws IOException {
    TestClient client = greeted(port, 3);
    if (structured) {
      client.option(Protocol.OPT_STRUCTURED_REPLY, new byte[0]);
      client.option(Protocol.OPT_SET_META_CONTEXT, contexts(export, "base:allocation"));
    }
    List<OptionReply> replies = client.option(Protocol.OPT_GO, info(export));
    if (replies.getLast().type() != Protocol.REP_ACK) {
      throw new IOException("GO was answered with " + replies);
    }
    return client;
  }

  static byte[] info(String export, int... wishes) {
    byte[] name = export.getBytes(StandardCharsets.UTF_8);
    ByteBuffer data = ByteBuffer.allocate(6 + name.length + 2 * wishes.length);
    data.putInt(name.length).put(name).putShort((short) wishes.length);
    for (int wish : wishes) {
      data.putShort((short) wish);
    }
    return data.array();
  }

  static byte[] contexts(String export, String... queries) {
    ByteBuffer data = ByteBuffer.allocate(4096);
    putString(data, export);
    data.putInt(queries.length);
    for (String query : queries) {
      putString(data, query);
    }
    return bytes(data.flip());
  }

  void send(byte[] message) throws IOException {
    socket.getOutputStream().write(message);
  }

  void sendOption(int option, byte[] data) throws IOException {
    send(
        ByteBuffer.allocate(16 + data.length)
            .putLong(Protocol.OPTION_MAGIC)
            .putInt(option)
            .putInt(data.length)
            .put(data)
            .array());
  }

  /// Every reply to an option, the final one last.
  List<OptionReply> option(int option, byte[] data) throws IOException {
    sendOption(option, data);
    var replies = new ArrayList<OptionReply>();
    do {
      ByteBuffer header = read(20);
      header.getLong();
      header.getInt();
      int type = header.getInt();
      replies.add(new OptionReply(type, read(header.getInt())));
    } while (replies.getLast().type() != Protocol.REP_ACK && replies.getLast().type() >= 0);
    return replies;
  }

  void request(int type, int flags, long cookie, long offset, int lengthBytes) throws IOException {
    send(
        ByteBuffer.allocate(28)
            .putInt(Protocol.REQUEST_MAGIC)
            .putShort((short) flags)
            .putShort((short) type)
            .putLong(cookie)
            .putLong(offset)
            .putInt(lengthBytes)
            .array());
  }

  Chunk readChunk() throws IOException {
    ByteBuffer header = read(20);
    int magic = header.getInt();
    if (magic != Protocol.STRUCTURED_REPLY_MAGIC) {
      throw new IOException("magic " + Integer.toHexString(magic));
    }
    int flags = header.getShort();
    int type = Short.toUnsignedInt(header.getShort());
    long cookie = header.getLong();
    return new Chunk(flags, type, cookie, read(header.getInt()));
  }

  /// The header of a simple reply.
  SimpleReply readSimple() throws IOException {
    ByteBuffer header = read(16);
    int magic = header.getInt();
    if (magic != Protocol.SIMPLE_REPLY_MAGIC) {
      throw new IOException("magic " + Integer.toHexString(magic));
    }
    return new SimpleReply(header.getInt(), header.getLong());
  }

  ByteBuffer read(int lengthBytes) throws IOException {
    byte[] bytes = socket.getInputStream().readNBytes(lengthBytes);
    if (bytes.length < lengthBytes) {
      throw new IOException("closed after " + bytes.length + " of " + lengthBytes + " bytes");
    }
    return ByteBuffer.wrap(bytes);
  }

  /// Says that nothing more will be sent.
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /// Reads on until the server closes.
  void awaitEnd() throws IOException {
    try {
      socket.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
    } catch (java.net.SocketException _) {
      // Closed with bytes of ours unread: the kernel says reset, which is an end too.
      return;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static void putString(ByteBuffer target, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    target.putInt(bytes.length).put(bytes);
  }

  private static byte[] bytes(ByteBuffer source) {
    var bytes = new byte[source.remaining()];
    source.get(bytes);
    return bytes;
  }

  record OptionReply(int type, ByteBuffer data) {}

  record Chunk(int flags, int type, long cookie, ByteBuffer data) {}

  record SimpleReply(int error, long cookie) {}
}
