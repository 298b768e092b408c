package io.tain.store;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a version's manifest lies: all that is needed, beside the packs, to read its disk.
///
/// It changes when packs are rewritten; the version's content digest never does.
///
/// @param pack the pack that holds manifest and location plan
/// @param manifestFrame ordinal of the frame of the manifest's header
/// @param planFrame ordinal of the frame of the location plan
public record ManifestPlace(PackName pack, int manifestFrame, int planFrame) {
  private static final Pattern GRAMMAR =
      Pattern.compile("manifest1:([0-9a-f]{32}):(\\d{1,6}):(\\d{1,6})");

  /// The place that a text names, as `toString` writes it.
  ///
  /// @throws TainException `request.malformed` for any other text
  public static ManifestPlace parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw TainException.of(
          ErrorCode.REQUEST_MALFORMED, "expected", "manifest1:PACK:FRAME:FRAME", "found", text);
    }
    return new ManifestPlace(
        PackName.parse(matcher.group(1)),
        Integer.parseInt(matcher.group(2)),
        Integer.parseInt(matcher.group(3)));
  }

  @Override
  public String toString() {
    return "manifest1:%s:%d:%d".formatted(pack, manifestFrame, planFrame);
  }
}
