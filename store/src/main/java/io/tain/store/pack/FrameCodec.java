package io.tain.store.pack;

/// How the stored bytes of a frame give its plain bytes.
public enum FrameCodec {
  /// They are the plain bytes.
  RAW(0),
  /// They are a zstd frame.
  ZSTD(1),
  /// They are a zstd frame with a dictionary of base frames.
  DELTA(2);

  /// The most base frames of a frame.
  public static final int MAX_BASES = 4;

  /// The most bytes of a dictionary of chunks.
  public static final int MAX_DICTIONARY_BYTES = 512 * 1024;

  /// The most plain bytes of an object that is a dictionary.
  public static final int MAX_BASE_OBJECT_BYTES = 8 * 1024 * 1024;

  private static final FrameCodec[] BY_CODE = values();

  private final int code;

  FrameCodec(int code) {
    this.code = code;
  }

  static boolean isCode(int code) {
    return code >= 0 && code < BY_CODE.length;
  }

  static FrameCodec of(int code) {
    return BY_CODE[code];
  }

  int code() {
    return code;
  }

  /// True when frames with this many bases have this codec.
  boolean takes(int bases) {
    return this == DELTA ? bases >= 1 && bases <= MAX_BASES : bases == 0;
  }
}
