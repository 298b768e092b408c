package io.tain.disk;

import java.util.List;

/// What a file with several disks holds, such as a machine in OVA.
///
/// @param products that the archive says it holds
/// @param disks in its own order; none for a file that is a disk itself
public record DiskArchive(List<Product> products, List<Item> disks) {
  /// A file that is no archive.
  public static final DiskArchive NONE = new DiskArchive(List.of(), List.of());

  public DiskArchive {
    products = List.copyOf(products);
    disks = List.copyOf(disks);
  }

  /// A product, in the words of who made the archive.
  ///
  /// @param system the machine that it runs on
  public record Product(String system, String vendor, String name, String version) {
    /// Nothing said.
    public static final Product NONE = new Product("", "", "", "");

    /// This product with one more fact of the section that describes it; others are left out.
    public Product with(String element, String text) {
      return switch (element) {
        case "Vendor" -> new Product(system, text, name, version);
        case "Product" -> new Product(system, vendor, text, version);
        case "Version" -> new Product(system, vendor, name, text);
        default -> this;
      };
    }
  }

  /// A disk in the archive.
  ///
  /// @param number by which it is chosen, from 1
  /// @param name of the file in the archive
  /// @param format as its specification calls it
  /// @param wrapper its compression, such as `gzip`; empty when there is none
  /// @param sizeBytes of the file in the archive
  public record Item(
      int number,
      String name,
      String format,
      String wrapper,
      long sizeBytes,
      long virtualSizeBytes,
      long dataBytes) {}
}
