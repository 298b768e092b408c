package io.tain.base;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a user writes to name a version: `[NAMESPACE/]NAME[:CHANNEL][@VERSION]`.
///
/// With neither channel nor version it means channel `stable` if the image has one, else the newest
/// version that is not draft, deprecated or revoked.
///
/// @param version a label, or at least eight characters of an id
public record Reference(
    Optional<TenantId> namespace,
    ImageName image,
    Optional<ChannelName> channel,
    Optional<String> version) {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "(?:(?<namespace>[^/:@]+)/)?(?<image>[^/:@]+)"
              + "(?::(?<channel>[^/:@]+))?(?:@(?<version>[^/:@]+))?");

  /// The reference that a user wrote.
  ///
  /// @throws TainException `reference.malformed`, or `name.malformed` for one of its parts
  public static Reference parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (!matcher.matches()) {
      throw TainException.of(ErrorCode.REFERENCE_MALFORMED, "found", text);
    }
    return new Reference(
        Optional.ofNullable(matcher.group("namespace")).map(TenantId::new),
        new ImageName(matcher.group("image")),
        Optional.ofNullable(matcher.group("channel")).map(ChannelName::new),
        Optional.ofNullable(matcher.group("version"))
            .map(version -> Identifier.require("version", version)));
  }

  @Override
  public String toString() {
    return namespace.map(tenant -> tenant + "/").orElse("")
        + image
        + channel.map(name -> ":" + name).orElse("")
        + version.map(label -> "@" + label).orElse("");
  }
}
