package io.tain.catalog;

import java.util.Map;
import java.util.Optional;

/// What an image says about itself.
///
/// @param os the operating system, such as `debian-12`
/// @param labels free words for selecting images, by name
/// @param titles free texts for people, by language tag (`en`, `zh`)
/// @param needsApproval whether its versions start as drafts; where nobody approves, they start as
///     approved
public record ImageProfile(
    Category category,
    Optional<String> os,
    Architecture architecture,
    Map<String, String> labels,
    Map<String, String> titles,
    boolean needsApproval) {
  public ImageProfile {
    labels = Map.copyOf(labels);
    titles = Map.copyOf(titles);
  }

  /// A private image of one architecture, of which nothing else is known.
  public static ImageProfile of(Architecture architecture) {
    return new ImageProfile(
        Category.PRIVATE, Optional.empty(), architecture, Map.of(), Map.of(), false);
  }

  /// The same with an operating system.
  public ImageProfile withOs(String name) {
    return new ImageProfile(
        category, Optional.of(name), architecture, labels, titles, needsApproval);
  }

  /// The same with an image whose versions start as drafts.
  public ImageProfile withApproval() {
    return new ImageProfile(category, os, architecture, labels, titles, true);
  }
}
