package io.tain.disk.vmdk;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.tain.base.TainException;
import io.tain.disk.mapped.Refusals;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text inside a file that says what it is and which files belong to it: rules V1 to V4 of
/// docs/THREATS.md. Nothing that it names is opened.
final class Descriptor {
  private static final Set<String> CREATE_TYPES = Set.of("monolithicSparse", "streamOptimized");
  private static final String NO_PARENT = "ffffffff";
  // No quantifier gives back what it took: a line is judged in the time of its length.
  private static final Pattern EXTENT =
      Pattern.compile(
          "(?:RW|RDONLY|NOACCESS) ++(\\d{1,18}+) ++([A-Z]++)(?: ++\"([^\"]*+)\")?+(?: ++.*+)?+");
  private static final Pattern SETTING =
      Pattern.compile("([A-Za-z0-9_.]++)\\s*+=\\s*+(?:\"([^\"]*+)\"|([^\"\\s]*+))\\s*+");

  /// What no name of a file beside this one has: each leads elsewhere, on one system or another.
  private static final List<String> ELSEWHERE = List.of("/", "\\", "..", ":");

  private final long at;
  private final Refusals refusals = new Refusals(VmdkRules.FORMAT);
  private int extents;
  private boolean hasCreateType;
  private boolean hasParentId;

  private Descriptor(long at) {
    this.at = at;
  }

  /// Everything in the descriptor for which the file is refused.
  ///
  /// @param bytes of the descriptor, up to its first NUL
  /// @param at where it stands in the file
  static List<TainException> refusals(ByteBuffer bytes, long at) {
    var descriptor = new Descriptor(at);
    String text = descriptor.text(bytes);
    text.lines().takeWhile(_ -> !descriptor.refusals.areEnough()).forEach(descriptor::readLine);
    descriptor.checkWhole();
    return descriptor.refusals.list();
  }

  private String text(ByteBuffer bytes) {
    String all = ISO_8859_1.decode(bytes.duplicate()).toString();
    int end = all.indexOf('\0');
    String text = end < 0 ? all : all.substring(0, end);
    boolean isPlain =
        text.chars().allMatch(c -> (c >= ' ' && c < 0x7F) || "\n\r\t".indexOf(c) >= 0);
    expect(isPlain, "V2", "a descriptor in ASCII", "other bytes");
    return isPlain ? text : "";
  }

  private void readLine(String line) {
    String content = line.strip();
    if (content.isEmpty() || content.startsWith("#")) {
      return;
    }
    Matcher extent = EXTENT.matcher(content);
    Matcher setting = SETTING.matcher(content);
    if (extent.matches()) {
      readExtent(extent);
    } else if (setting.matches()) {
      String quoted = setting.group(2);
      readSetting(setting.group(1), quoted == null ? setting.group(3) : quoted);
    } else {
      expect(false, "V2", "a comment, an extent or KEY=VALUE", shortened(content));
    }
  }

  private void readExtent(Matcher extent) {
    extents++;
    String name = extent.group(3);
    if (!extent.group(2).equals("SPARSE")) {
      unsafe("V1", "an extent of type " + shortened(extent.group(2)));
    }
    if (name == null) {
      expect(!extent.group(2).equals("SPARSE"), "V3", "the name of an extent", "none in quotes");
    } else if (ELSEWHERE.stream().anyMatch(name::contains)) {
      unsafe("V3", "an extent in another place: " + shortened(name));
    }
  }

  private void readSetting(String key, String value) {
    switch (key) {
      case "createType" -> {
        hasCreateType = true;
        if (!CREATE_TYPES.contains(value)) {
          unsafe("V1", "createType " + shortened(value));
        }
      }
      case "parentCID" -> {
        hasParentId = true;
        if (!value.equalsIgnoreCase(NO_PARENT)) {
          unsafe("V4", "a parent: parentCID " + shortened(value));
        }
      }
      case "parentFileNameHint" -> unsafe("V4", "a parent: " + shortened(value));
      default -> {}
    }
  }

  private void checkWhole() {
    if (refusals.isEmpty()) {
      expect(hasCreateType, "V1", "a createType", "none");
      expect(hasParentId, "V4", "a parentCID", "none");
      expect(extents == 1, "V3", "one extent", extents);
    }
  }

  private static String shortened(String text) {
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private void expect(boolean holds, String rule, String expected, Object found) {
    refusals.expect(holds, rule, at, expected, found);
  }

  private void unsafe(String rule, String detail) {
    refusals.unsafe(rule, at, detail);
  }
}
