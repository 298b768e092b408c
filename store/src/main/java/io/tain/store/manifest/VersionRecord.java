package io.tain.store.manifest;

import io.tain.base.Digest;
import io.tain.store.VersionFacts;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is written down beside a version's bytes, as keys and values: docs/FORMAT.md 5.
///
/// @param pairs ascending by key
public record VersionRecord(SortedMap<String, String> pairs) {
  private static final int MAGIC = 0x54564552; // TVER
  private static final int MAX_PAIRS = 1024;
  private static final int MAX_TEXT_BYTES = 65_536;

  public VersionRecord {
    pairs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(pairs));
  }

  /// The record of a version.
  ///
  /// @param manifest SHA-256 of the manifest's plain bytes
  public static VersionRecord of(VersionFacts facts, Digest content, Digest manifest) {
    var pairs = new TreeMap<String, String>();
    pairs.put("content_digest", content.toString());
    pairs.put("created_at", facts.createdAt().toString());
    pairs.put("id", facts.id().toString());
    pairs.put("image", facts.image().text());
    pairs.put("label", facts.label().text());
    pairs.put("manifest", manifest.hex());
    for (int i = 0; i < facts.parents().size(); i++) {
      pairs.put("parent." + i, facts.parents().get(i).toString());
    }
    pairs.put("tenant", facts.tenant().text());
    return new VersionRecord(pairs);
  }

  /// The plain bytes of the record.
  public byte[] encode() {
    var out = new ObjectWriter().number32(MAGIC).number16(1).number16(pairs.size());
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      out.text(pair.getKey()).text(pair.getValue());
    }
    return out.toBytes();
  }

  /// The record that these plain bytes are.
  ///
  /// @param object what to call it when it is damaged
  /// @throws io.tain.store.DamagedException if they are none
  public static VersionRecord decode(String object, byte[] bytes) {
    var in = new ObjectReader(object, bytes);
    in.magic(MAGIC);
    int version = in.number16();
    in.require("version 1", version, version == 1);
    int count = in.number16();
    in.require("at most 1024 pairs", count, count <= MAX_PAIRS);
    var pairs = new TreeMap<String, String>();
    for (int i = 0; i < count; i++) {
      String key = in.text(MAX_TEXT_BYTES);
      boolean ascends = pairs.isEmpty() || pairs.lastKey().compareTo(key) < 0;
      in.require("ascending keys", key, ascends);
      pairs.put(key, in.text(MAX_TEXT_BYTES));
    }
    in.end();
    return new VersionRecord(pairs);
  }
}
