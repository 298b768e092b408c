package io.tain.fs;

import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// A file system as Tain reads it, in the lines of [HostTree].
public final class ReadTree {
  private ReadTree() {}

  /// One line for each object below the root, by its path; reads every byte.
  public static Map<String, String> describe(FileSystem fileSystem) throws IOException {
    var lines = new TreeMap<String, String>();
    fileSystem.walk(
        fileSystem.root(), entry -> lines.put(entry.path(), describe(fileSystem, entry)));
    return lines;
  }

  private static String describe(FileSystem fileSystem, FileEntry entry) throws IOException {
    FileEntry.Attributes attributes = entry.attributes();
    String text =
        String.join(
            " ",
            Integer.toOctalString(attributes.mode()),
            "" + attributes.uid(),
            "" + attributes.gid(),
            entry.isDirectory() ? "" : "" + attributes.links(),
            "" + attributes.modifiedAt().getEpochSecond());
    String size = entry.isDirectory() ? "" : "" + entry.sizeBytes();
    return String.join(" ", kind(entry), size, text, content(fileSystem, entry));
  }

  private static String kind(FileEntry entry) {
    return switch (entry.kind()) {
      case FILE -> "f";
      case DIRECTORY -> "d";
      case SYMLINK -> "l";
      case BLOCK_DEVICE -> "b";
      case CHARACTER_DEVICE -> "c";
      case PIPE -> "p";
      case SOCKET -> "s";
    };
  }

  private static String content(FileSystem fileSystem, FileEntry entry) throws IOException {
    return switch (entry.kind()) {
      case FILE -> digest(fileSystem, entry);
      case SYMLINK -> fileSystem.linkTarget(entry);
      case DIRECTORY, BLOCK_DEVICE, CHARACTER_DEVICE, PIPE, SOCKET -> "";
    };
  }

  private static String digest(FileSystem fileSystem, FileEntry entry) throws IOException {
    try (InputStream content =
        new DigestInputStream(fileSystem.open(entry), MessageDigest.getInstance("SHA-256"))) {
      byte[] buffer = new byte[1 << 16];
      while (content.read(buffer) >= 0) {
        // The digest takes what passes.
      }
      return HexFormat.of().formatHex(((DigestInputStream) content).getMessageDigest().digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
