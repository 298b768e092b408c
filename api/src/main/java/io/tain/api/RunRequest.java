package io.tain.api;

import java.util.List;

/// Starts an instance.
///
/// @param name empty for one made from the image's name
/// @param waitFor `http:PORT`, `serial:TEXT`, or empty to return when QEMU answers
public record RunRequest(
    String reference,
    String name,
    int memoryMib,
    List<PublishRequest> publish,
    String waitFor,
    long waitTimeoutSeconds) {}
