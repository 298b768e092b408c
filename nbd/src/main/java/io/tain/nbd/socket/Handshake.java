package io.tain.nbd.socket;

import io.tain.nbd.Export;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The fixed newstyle negotiation with one client.
///
/// Source: doc/proto.md, sections "Newstyle negotiation" and "Option types".
final class Handshake {
  /// A name, as many queries as anybody has, and no more.
  private static final int MAX_OPTION_BYTES = 64 << 10;

  private static final int OPTION_HEADER_BYTES = 16;
  private static final int RESERVED_ZEROES = 124;
  private static final int EXPORT_FLAGS =
      Protocol.EXPORT_HAS_FLAGS
          | Protocol.EXPORT_READ_ONLY
          | Protocol.EXPORT_CAN_MULTI_CONN
          | Protocol.EXPORT_SEND_CACHE;

  private final Wire wire;
  private final Exports exports;
  private boolean noZeroes;
  private boolean structured;
  private @Nullable ServedExport allocationOf;
  private @Nullable Agreement agreement;

  Handshake(Wire wire, Exports exports) {
    this.wire = wire;
    this.exports = exports;
  }

  /// Haggles until the client has entered an export, or went away.
  void run() throws IOException {
    greet();
    boolean more = true;
    while (more && agreement == null && !wire.atEnd()) {
      more = answerOption();
    }
  }

  /// What was agreed on; its export was entered and must be left, even if `run` failed.
  Optional<Agreement> agreement() {
    return Optional.ofNullable(agreement);
  }

  private void greet() throws IOException {
    wire.write(
        ByteBuffer.allocate(2 * Long.BYTES + Short.BYTES)
            .putLong(Protocol.GREETING_MAGIC)
            .putLong(Protocol.OPTION_MAGIC)
            .putShort((short) (Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES))
            .flip());
    if (wire.atEnd()) {
      return;
    }
    int flags = wire.read(Integer.BYTES).getInt();
    noZeroes = (flags & Protocol.FLAG_NO_ZEROES) != 0;
    if ((flags & ~(Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES)) != 0) {
      throw new ProtocolViolationException("client flags " + flags);
    }
  }

  /// False when the client is done.
  private boolean answerOption() throws IOException {
    ByteBuffer header = wire.read(OPTION_HEADER_BYTES);
    long magic = header.getLong();
    int option = header.getInt();
    long lengthBytes = Integer.toUnsignedLong(header.getInt());
    if (magic != Protocol.OPTION_MAGIC || lengthBytes > MAX_OPTION_BYTES) {
      throw new ProtocolViolationException("option of " + lengthBytes + " bytes");
    }
    ByteBuffer data = wire.read((int) lengthBytes);
    switch (option) {
      case Protocol.OPT_EXPORT_NAME -> chooseOrDisconnect(data);
      case Protocol.OPT_ABORT -> {
        reply(option, Protocol.REP_ACK);
        return false;
      }
      case Protocol.OPT_LIST -> list(data);
      case Protocol.OPT_INFO, Protocol.OPT_GO -> info(option, data);
      case Protocol.OPT_STRUCTURED_REPLY -> allowStructured(data);
      case Protocol.OPT_LIST_META_CONTEXT, Protocol.OPT_SET_META_CONTEXT -> contexts(option, data);
      default -> reply(option, Protocol.REP_ERR_UNSUP);
    }
    return true;
  }

  private void chooseOrDisconnect(ByteBuffer data) throws IOException {
    Optional<ServedExport> served = OptionData.wholeString(data).flatMap(exports::find);
    if (served.isEmpty() || !served.get().enter(wire)) {
      throw new ProtocolViolationException("an export that does not exist");
    }
    agreement = agreementOn(served.get());
    ByteBuffer message =
        ByteBuffer.allocate(Long.BYTES + Short.BYTES + (noZeroes ? 0 : RESERVED_ZEROES));
    putSizeAndFlags(message, served.get().export());
    wire.write(message.rewind());
  }

  private void list(ByteBuffer data) throws IOException {
    if (data.hasRemaining()) {
      reply(Protocol.OPT_LIST, Protocol.REP_ERR_INVALID);
      return;
    }
    for (ServedExport served : exports.all()) {
      byte[] name = utf8(served.export().name());
      byte[] description = utf8(served.export().description());
      ByteBuffer body =
          ByteBuffer.allocate(Integer.BYTES + name.length + description.length)
              .putInt(name.length)
              .put(name)
              .put(description);
      reply(Protocol.OPT_LIST, Protocol.REP_SERVER, body.flip());
    }
    reply(Protocol.OPT_LIST, Protocol.REP_ACK);
  }

  private void info(int option, ByteBuffer data) throws IOException {
    Optional<OptionData.ExportQuery> info = OptionData.ExportQuery.decode(data);
    if (info.isEmpty()) {
      reply(option, Protocol.REP_ERR_INVALID);
      return;
    }
    Optional<ServedExport> served = exports.find(info.get().name());
    boolean going = option == Protocol.OPT_GO;
    if (served.isEmpty() || (going && !served.get().enter(wire))) {
      reply(option, Protocol.REP_ERR_UNKNOWN);
      return;
    }
    if (going) {
      agreement = agreementOn(served.get());
    }
    describe(option, served.get().export(), info.get().wishes());
    reply(option, Protocol.REP_ACK);
  }

  private void describe(int option, Export export, List<Integer> wishes) throws IOException {
    ByteBuffer size = information(Protocol.INFO_EXPORT, Long.BYTES + Short.BYTES);
    putSizeAndFlags(size, export);
    reply(option, Protocol.REP_INFO, size.flip());
    if (wishes.contains(Protocol.INFO_NAME)) {
      describe(option, Protocol.INFO_NAME, export.name());
    }
    if (wishes.contains(Protocol.INFO_DESCRIPTION) && !export.description().isEmpty()) {
      describe(option, Protocol.INFO_DESCRIPTION, export.description());
    }
    if (wishes.contains(Protocol.INFO_BLOCK_SIZE)) {
      ByteBuffer sizes =
          information(Protocol.INFO_BLOCK_SIZE, 3 * Integer.BYTES)
              .putInt(Protocol.MIN_BLOCK_BYTES)
              .putInt(Protocol.PREFERRED_BLOCK_BYTES)
              .putInt(Protocol.MAX_PAYLOAD_BYTES);
      reply(option, Protocol.REP_INFO, sizes.flip());
    }
  }

  private void describe(int option, int type, String text) throws IOException {
    byte[] bytes = utf8(text);
    reply(option, Protocol.REP_INFO, information(type, bytes.length).put(bytes).flip());
  }

  private void allowStructured(ByteBuffer data) throws IOException {
    structured |= !data.hasRemaining();
    reply(
        Protocol.OPT_STRUCTURED_REPLY,
        data.hasRemaining() ? Protocol.REP_ERR_INVALID : Protocol.REP_ACK);
  }

  private void contexts(int option, ByteBuffer data) throws IOException {
    boolean setting = option == Protocol.OPT_SET_META_CONTEXT;
    if (setting) {
      allocationOf = null;
    }
    Optional<OptionData.ContextQuery> asked = OptionData.ContextQuery.decode(data);
    if (asked.isEmpty() || !structured) {
      reply(option, Protocol.REP_ERR_INVALID);
      return;
    }
    Optional<ServedExport> served = exports.find(asked.get().name());
    if (served.isEmpty()) {
      reply(option, Protocol.REP_ERR_UNKNOWN);
      return;
    }
    if (asked.get().selectAllocation(!setting)) {
      allocationOf = setting ? served.get() : allocationOf;
      byte[] name = utf8(Protocol.ALLOCATION_CONTEXT);
      ByteBuffer body =
          ByteBuffer.allocate(Integer.BYTES + name.length)
              .putInt(setting ? Protocol.ALLOCATION_CONTEXT_ID : 0)
              .put(name);
      reply(option, Protocol.REP_META_CONTEXT, body.flip());
    }
    reply(option, Protocol.REP_ACK);
  }

  private Agreement agreementOn(ServedExport served) {
    return new Agreement(served, structured, allocationOf == served);
  }

  private void reply(int option, int type) throws IOException {
    reply(option, type, ByteBuffer.allocate(0));
  }

  private void reply(int option, int type, ByteBuffer body) throws IOException {
    wire.write(
        ByteBuffer.allocate(Long.BYTES + 3 * Integer.BYTES + body.remaining())
            .putLong(Protocol.OPTION_REPLY_MAGIC)
            .putInt(option)
            .putInt(type)
            .putInt(body.remaining())
            .put(body)
            .flip());
  }

  private static ByteBuffer information(int type, int lengthBytes) {
    return ByteBuffer.allocate(Short.BYTES + lengthBytes).putShort((short) type);
  }

  private static void putSizeAndFlags(ByteBuffer target, Export export) {
    target.putLong(export.disk().sizeBytes()).putShort((short) EXPORT_FLAGS);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
