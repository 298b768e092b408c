package io.tain.store;

import java.nio.ByteBuffer;
import java.util.Optional;

/// A cut as a client sends it: with its bytes, or without when the store said that it has them.
///
/// @param bytes exactly `cut.lengthBytes()`, with the zeros after a short tail; not modified
public record SentCut(Cut cut, Optional<ByteBuffer> bytes) {}
