package io.tain.fs.fat;

import io.tain.disk.ForeignTool;
import java.nio.file.Files;
import java.nio.file.Path;

/// Images of mkfs.vfat, filled by mcopy.
final class VfatImage {
  private static final String TREE =
      "mkdir -p EFI/systemd EFI/BOOT loader/entries many; echo efi > EFI/BOOT/BOOTX64.EFI;"
          + " echo long > loader/entries/6f1e0b6c5d3a4c1e-6.1.0-31-amd64.conf; : > empty;"
          + " head -c 700000 /dev/zero | tr '\\0' k > EFI/systemd/linux;"
          + " echo mirror > $'\\xe9\\x95\\x9c\\xe5\\x83\\x8f.txt'; echo lower > lower.txt;"
          + " echo n > \"$(printf 'n%.0s' $(seq 200))\";"
          + " for i in $(seq 120); do echo $i > many/file-number-$i; done";

  private VfatImage() {}

  /// Files with names of every kind, below a new directory.
  static Path tree(Path directory) throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    ForeignTool.run("bash", "-c", "cd \"$1\"; " + TREE, "-", tree.toString());
    return tree;
  }

  static Path make(Path tree, Path image, String bits, String size, String clusterSectors) {
    ForeignTool.run("truncate", "-s", size, image.toString());
    ForeignTool.run(
        "mkfs.vfat",
        "-F",
        bits,
        "-s",
        clusterSectors,
        "-n",
        "ESP",
        "-i",
        "1A2B3C4D",
        image.toString());
    ForeignTool.run(
        "bash",
        "-c",
        "cd \"$1\"; LC_ALL=C.UTF-8 mcopy -s -i \"$2\" * ::",
        "-",
        tree.toString(),
        image.toString());
    return image;
  }
}
