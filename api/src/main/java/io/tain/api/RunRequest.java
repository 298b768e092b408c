package io.tain.api;

import java.util.List;

/// Starts an instance.
///
/// @param name empty for one made from the image's name
/// @param publish `PORT:GUEST` or `auto:GUEST`
/// @param waitFor `http:PORT`, `serial:TEXT`, or empty to return when QEMU answers
public record RunRequest(
    String reference,
    String name,
    int memoryMib,
    List<String> publish,
    String waitFor,
    long waitTimeoutSeconds) {}
