package io.tain.fs;

import io.tain.disk.ForeignTool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A directory of this machine as find and sha256sum describe it, to hold readers against.
///
/// Names are bytes all the way, so that neither the locale nor Java's view of it matters.
public final class HostTree {
  private static final String FIELDS = "%P\\0%y\\0%s\\0%m\\0%U\\0%G\\0%n\\0%T@\\0%l\\0";
  private static final int FIELD_COUNT = 9;

  private HostTree() {}

  /// Makes the tree of tree.sh.
  ///
  /// @param manyFiles how many files its largest directory holds
  public static void make(Path directory, int manyFiles) throws Exception {
    Path script = Files.createTempFile("tree", ".sh");
    try (InputStream source = HostTree.class.getResourceAsStream("tree.sh")) {
      Files.write(script, source.readAllBytes());
      ForeignTool.run("bash", script.toString(), directory.toString(), "" + manyFiles);
    } finally {
      Files.delete(script);
    }
  }

  /// One line for each object below a directory, by its path.
  public static Map<String, String> describe(Path directory) throws Exception {
    Map<String, String> digests = digests(directory);
    var lines = new TreeMap<String, String>();
    List<byte[]> fields = records("find \"$1\" -mindepth 1 -printf '" + FIELDS + "'", directory);
    for (int i = 0; i < fields.size(); i += FIELD_COUNT) {
      String path = FileNames.decode(fields.get(i));
      String kind = text(fields.get(i + 1));
      String size = kind.equals("d") ? "" : text(fields.get(i + 2));
      String seconds = text(fields.get(i + 7)).replaceAll("\\..*", "");
      String content =
          kind.equals("l") ? FileNames.decode(fields.get(i + 8)) : digests.getOrDefault(path, "");
      String attributes =
          String.join(
              " ",
              text(fields.get(i + 3)),
              text(fields.get(i + 4)),
              text(fields.get(i + 5)),
              kind.equals("d") ? "" : text(fields.get(i + 6)),
              seconds);
      lines.put("/" + path, String.join(" ", kind, size, attributes, content));
    }
    return lines;
  }

  private static Map<String, String> digests(Path directory) throws Exception {
    var digests = new HashMap<String, String>();
    String command = "cd \"$1\" && find . -type f -exec sha256sum -z {} +";
    for (byte[] line : records(command, directory)) {
      String path = FileNames.decode(Arrays.copyOfRange(line, 68, line.length));
      digests.put(path, text(Arrays.copyOf(line, 64)));
    }
    return digests;
  }

  private static List<byte[]> records(String command, Path directory) throws Exception {
    Path output = Files.createTempFile("records", ".out");
    try {
      ForeignTool.run(
          "bash", "-c", "(" + command + ") > \"$2\"", "-", directory.toString(), output.toString());
      return split(output);
    } finally {
      Files.delete(output);
    }
  }

  private static List<byte[]> split(Path output) throws IOException {
    byte[] all = Files.readAllBytes(output);
    var records = new ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == 0) {
        records.add(Arrays.copyOfRange(all, start, i));
        start = i + 1;
      }
    }
    return records;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
