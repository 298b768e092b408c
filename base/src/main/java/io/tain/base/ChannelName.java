package io.tain.base;

/// The name of a channel: a movable name for a version, such as `stable`.
///
/// @param text `[a-z0-9][a-z0-9._-]*`, at most 128 characters, else `name.malformed`
public record ChannelName(String text) {
  /// The channel that a reference without channel and version means, where it exists.
  public static final ChannelName STABLE = new ChannelName("stable");

  public ChannelName {
    Identifier.require("channel", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
