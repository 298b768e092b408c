package io.tain.nbd.socket;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a client sent with an option, decoded; anything that does not fit is empty.
final class OptionData {
  private OptionData() {}

  /// INFO and GO.
  ///
  /// | bytes | field |
  /// |---|---|
  /// | 4 | length of the name |
  /// | n | name |
  /// | 2 | number of wishes |
  /// | 2 each | wish |
  record ExportQuery(String name, List<Integer> wishes) {
    static Optional<ExportQuery> decode(ByteBuffer data) {
      Optional<String> name = string(data);
      if (name.isEmpty() || data.remaining() < Short.BYTES) {
        return Optional.empty();
      }
      int count = Short.toUnsignedInt(data.getShort());
      if (data.remaining() != count * Short.BYTES) {
        return Optional.empty();
      }
      var wishes = new ArrayList<Integer>(count);
      while (data.hasRemaining()) {
        wishes.add(Short.toUnsignedInt(data.getShort()));
      }
      return Optional.of(new ExportQuery(name.get(), wishes));
    }
  }

  /// LIST_META_CONTEXT and SET_META_CONTEXT.
  ///
  /// | bytes | field |
  /// |---|---|
  /// | 4, n | length of the name, name |
  /// | 4 | number of queries |
  /// | 4, n each | length of the query, query |
  record ContextQuery(String name, List<String> queries) {
    static Optional<ContextQuery> decode(ByteBuffer data) {
      Optional<String> name = string(data);
      if (name.isEmpty() || data.remaining() < Integer.BYTES) {
        return Optional.empty();
      }
      long count = Integer.toUnsignedLong(data.getInt());
      var queries = new ArrayList<String>();
      for (long i = 0; i < count; i++) {
        Optional<String> query = string(data);
        if (query.isEmpty()) {
          return Optional.empty();
        }
        queries.add(query.get());
      }
      return data.hasRemaining()
          ? Optional.empty()
          : Optional.of(new ContextQuery(name.get(), queries));
    }

    /// True when a query selects the allocation; a wildcard does so in a list only.
    boolean selectAllocation(boolean listing) {
      return (listing && queries.isEmpty())
          || queries.contains(Protocol.ALLOCATION_CONTEXT)
          || (listing && queries.contains("base:"));
    }
  }

  /// All of `data` as a string.
  static Optional<String> wholeString(ByteBuffer data) {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(data).toString());
    } catch (CharacterCodingException _) {
      return Optional.empty();
    }
  }

  private static Optional<String> string(ByteBuffer data) {
    if (data.remaining() < Integer.BYTES) {
      return Optional.empty();
    }
    int lengthBytes = data.getInt();
    if (lengthBytes < 0 || lengthBytes > data.remaining()) {
      return Optional.empty();
    }
    Optional<String> text = wholeString(data.slice(data.position(), lengthBytes));
    data.position(data.position() + lengthBytes);
    return text;
  }
}
