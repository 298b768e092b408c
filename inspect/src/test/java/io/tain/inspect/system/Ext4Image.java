package io.tain.inspect.system;

import io.tain.disk.ForeignTool;
import java.nio.file.Files;
import java.nio.file.Path;

/// Makes ext4 images of directories.
public final class Ext4Image {
  private Ext4Image() {}

  /// An image beside the directory, named like it with `.img`.
  public static Path of(Path tree, String size) throws Exception {
    Path image = tree.resolveSibling(tree.getFileName() + ".img");
    ForeignTool.run(
        "mke2fs", "-q", "-t", "ext4", "-L", "root", "-d", tree.toString(), image.toString(), size);
    return image;
  }

  /// Writes a file below a tree, with the directories above it.
  public static void put(Path tree, String path, String content) throws Exception {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
