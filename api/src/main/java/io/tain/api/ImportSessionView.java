package io.tain.api;

/// An import that has begun.
///
/// @param version the label that was asked for; empty when it is chosen at the end
/// @param askWhatIsMissing false when the server would answer "nothing is here" to every question
public record ImportSessionView(
    String session, String image, String version, boolean askWhatIsMissing) {}
