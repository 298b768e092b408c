package io.tain.api;

import java.util.Map;

/// An error on the wire, after RFC 9457: a stable code, the English sentence and its arguments.
public record Problem(String code, String detail, Map<String, String> arguments) {}
