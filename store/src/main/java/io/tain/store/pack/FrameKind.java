package io.tain.store.pack;

import java.util.Optional;

/// What a frame holds.
public enum FrameKind {
  CHUNKS(1, FrameKind.MAX_CHUNK_FRAME_BYTES),
  SEGMENT(2, FrameKind.MAX_OBJECT_BYTES),
  MANIFEST(3, FrameKind.MAX_OBJECT_BYTES),
  PLAN(4, FrameKind.MAX_OBJECT_BYTES),
  RECORD(5, FrameKind.MAX_OBJECT_BYTES);

  /// The most plain bytes of a frame of chunks.
  public static final int MAX_CHUNK_FRAME_BYTES = 256 * 1024;

  /// The most plain bytes of a frame that holds one object.
  public static final int MAX_OBJECT_BYTES = 64 * 1024 * 1024;

  private static final FrameKind[] BY_CODE = values();

  private final int code;
  private final int maxPlainBytes;

  FrameKind(int code, int maxPlainBytes) {
    this.code = code;
    this.maxPlainBytes = maxPlainBytes;
  }

  static Optional<FrameKind> of(int code) {
    return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
  }

  int code() {
    return code;
  }

  int maxPlainBytes() {
    return maxPlainBytes;
  }
}
