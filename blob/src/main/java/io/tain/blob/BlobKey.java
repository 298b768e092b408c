package io.tain.blob;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.regex.Pattern;

/// The name of a blob: lower-case segments with `/` between them, such as `packs/3f/3f0a91c2`.
///
/// A key is also a relative path: it never leaves the directory that it is resolved in.
///
/// @param text segments of `[a-z0-9][a-z0-9._-]*`, at most 8 of at most 128 characters each, none
///     ending in `.tmp`; else `name.malformed`
public record BlobKey(String text) implements Comparable<BlobKey> {
  private static final String SEGMENT = "[a-z0-9][a-z0-9._-]{0,127}(?<!\\.tmp)";
  private static final Pattern GRAMMAR =
      Pattern.compile("%s(?:/%s){0,7}".formatted(SEGMENT, SEGMENT));

  public BlobKey {
    if (!GRAMMAR.matcher(text).matches()) {
      throw TainException.of(ErrorCode.NAME_MALFORMED, "what", "blob key", "found", text);
    }
  }

  @Override
  public int compareTo(BlobKey other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
