package io.tain.base;

/// Which characters a terminal may be shown as they are.
public final class PlainText {
  private PlainText() {}

  /// False for what would move a cursor, change colours, end a line or turn the reading direction,
  /// and for half a character.
  public static boolean isPlain(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
