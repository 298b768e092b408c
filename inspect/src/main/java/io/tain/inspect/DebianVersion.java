package io.tain.inspect;

/// A version in the order of dpkg: `[epoch:]upstream[-revision]`.
///
/// Every text has a place in the order, also one that dpkg would not accept. Numbers may have any
/// length (docs/adr/0030).
///
/// Source: deb-version(7), `dpkg_version_compare` of dpkg's lib/dpkg/version.c.
public record DebianVersion(String text) implements Comparable<DebianVersion> {
  @Override
  public int compareTo(DebianVersion other) {
    int byEpoch = compareParts(epoch(), other.epoch());
    if (byEpoch != 0) {
      return byEpoch;
    }
    int byUpstream = compareParts(upstream(), other.upstream());
    return byUpstream != 0 ? byUpstream : compareParts(revision(), other.revision());
  }

  private String epoch() {
    return text.substring(0, Math.max(0, text.indexOf(':')));
  }

  private String upstream() {
    int end = text.lastIndexOf('-');
    int start = text.indexOf(':') + 1;
    return text.substring(start, end < start ? text.length() : end);
  }

  private String revision() {
    int end = text.lastIndexOf('-');
    return end < text.indexOf(':') + 1 ? "" : text.substring(end + 1);
  }

  /// Compares what is no digit, then a number, and so on.
  private static int compareParts(String one, String two) {
    int i = 0;
    int j = 0;
    while (i < one.length() || j < two.length()) {
      while (isText(one, i) || isText(two, j)) {
        int difference = order(one, i++) - order(two, j++);
        if (difference != 0) {
          return difference;
        }
      }
      int endOne = endOfDigits(one, i);
      int endTwo = endOfDigits(two, j);
      int difference = compareNumbers(one.substring(i, endOne), two.substring(j, endTwo));
      if (difference != 0) {
        return difference;
      }
      i = endOne;
      j = endTwo;
    }
    return 0;
  }

  private static int compareNumbers(String one, String two) {
    String left = withoutZeros(one);
    String right = withoutZeros(two);
    int byLength = Integer.compare(left.length(), right.length());
    return byLength != 0 ? byLength : left.compareTo(right);
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int endOfDigits(String part, int start) {
    int end = start;
    while (end < part.length() && isDigit(part.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean isText(String part, int index) {
    return index < part.length() && !isDigit(part.charAt(index));
  }

  /// A tilde comes before the end, the end and digits before letters, letters before all others.
  private static int order(String part, int index) {
    if (!isText(part, index)) {
      return 0;
    }
    char c = part.charAt(index);
    boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return c == '~' ? -1 : isLetter ? c : c + 256;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
