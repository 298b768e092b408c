package io.tain.disk.lvm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.tukaani.xz.XZInputStream;

/// The groups that lvm2 made, with extents of 4 KiB in place of 1 MiB, so that they can be damaged
/// thousands of times.
public final class SmallVolumes {
  private static final int LABEL_AT = 512;
  private static final int SECTOR_BYTES = 512;
  private static final int SUMMED_FROM = 20;
  private static final int DATA_AT = 32 << 10;

  /// Two copies of the description, which begin near the end of their areas.
  private static final int AREA_BYTES = 14 << 10;

  private static final int SECOND_AT = 4096 + AREA_BYTES;
  private static final int WRAPPED_BYTES = 1000;
  private static final int EXTENT_BYTES = 4096;
  private static final int MAX_EXTENTS = 63;

  private SmallVolumes() {}

  /// A physical volume.
  public static byte[] image(String name) throws IOException {
    byte[] image = new byte[DATA_AT + MAX_EXTENTS * EXTENT_BYTES];
    byte[] large = start(name);
    System.arraycopy(large, 0, image, 0, MetadataInImage.AREA + MetadataInImage.HEADER_BYTES);
    ByteBuffer label = ByteBuffer.wrap(image, LABEL_AT, SECTOR_BYTES).slice();
    label.order(ByteOrder.LITTLE_ENDIAN);
    label.putLong(label.getInt(20) + 40, DATA_AT);
    label.putLong(label.getInt(20) + 80, AREA_BYTES);
    label.putLong(label.getInt(20) + 88, SECOND_AT).putLong(label.getInt(20) + 96, AREA_BYTES);
    label.putLong(label.getInt(20) + 104, 0).putLong(label.getInt(20) + 112, 0);
    new MetadataInImage(image).header().putLong(32, AREA_BYTES);
    for (int i = DATA_AT; i < image.length; i++) {
      image[i] = (byte) (i / SECTOR_BYTES);
    }
    return withText(image, text(name));
  }

  /// The description of the group of a physical volume.
  public static byte[] text(String name) throws IOException {
    String text = new MetadataInImage(start(name)).text();
    return text.replaceAll("[^ -~\n]", " ")
        .replaceFirst("type = \"striped\"", "type = \"linear\"")
        .replace("pe_start = 2048", "pe_start = 64")
        .replace("extent_size = 2048", "extent_size = 8")
        .replace("stripe_size = 128", "stripe_size = 8")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// The same physical volume with another description.
  public static byte[] withText(byte[] image, byte[] text) {
    byte[] changed = image.clone();
    String cut = new String(text, StandardCharsets.ISO_8859_1).replaceAll("[^ -~\n]", " ");
    new MetadataInImage(changed).write(cut, AREA_BYTES - WRAPPED_BYTES);
    System.arraycopy(changed, MetadataInImage.AREA, changed, SECOND_AT, AREA_BYTES);
    new MetadataInImage(changed)
        .write(cut.replace("seqno = ", "seqno = 1"), AREA_BYTES - WRAPPED_BYTES);
    ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(SECOND_AT + 24, SECOND_AT);
    return sealed(changed);
  }

  /// Gives a physical volume another id and one area of another length.
  static void relabel(byte[] image, String id, int areaBytes) {
    ByteBuffer label = ByteBuffer.wrap(image, LABEL_AT, SECTOR_BYTES).slice();
    label.order(ByteOrder.LITTLE_ENDIAN);
    label.put(label.getInt(20), id.getBytes(StandardCharsets.US_ASCII));
    label.putLong(label.getInt(20) + 80, areaBytes);
    label.putLong(label.getInt(20) + 88, 0).putLong(label.getInt(20) + 96, 0);
    label.putInt(16, MetadataSum.of(label.slice(SUMMED_FROM, SECTOR_BYTES - SUMMED_FROM)));
    new MetadataInImage(image).header().putLong(32, areaBytes);
  }

  /// Makes the sums of label, header and text right.
  public static byte[] sealed(byte[] image) {
    if (image.length < DATA_AT) {
      return image;
    }
    ByteBuffer label = ByteBuffer.wrap(image, LABEL_AT, SECTOR_BYTES).slice();
    label.order(ByteOrder.LITTLE_ENDIAN);
    label.putInt(16, MetadataSum.of(label.slice(SUMMED_FROM, SECTOR_BYTES - SUMMED_FROM)));
    seal(image, MetadataInImage.AREA);
    seal(image, SECOND_AT);
    return image;
  }

  private static void seal(byte[] image, int area) {
    ByteBuffer header = ByteBuffer.wrap(image, area, MetadataInImage.HEADER_BYTES).slice();
    header.order(ByteOrder.LITTLE_ENDIAN);
    long start = header.getLong(40);
    long length = header.getLong(48);
    if (start >= MetadataInImage.HEADER_BYTES
        && start < AREA_BYTES
        && length > 0
        && length < AREA_BYTES - MetadataInImage.HEADER_BYTES) {
      header.putInt(56, MetadataSum.of(text(image, area, (int) start, (int) length)));
    }
    header.putInt(0, MetadataSum.of(header.slice(4, MetadataInImage.HEADER_BYTES - 4)));
  }

  /// A text that goes on at the start of its area.
  private static ByteBuffer text(byte[] image, int area, int start, int length) {
    ByteBuffer text = ByteBuffer.allocate(length);
    int first = Math.min(length, AREA_BYTES - start);
    text.put(image, area + start, first);
    text.put(image, area + MetadataInImage.HEADER_BYTES, length - first);
    return text.flip();
  }

  private static byte[] start(String name) throws IOException {
    try (var packed = SmallVolumes.class.getResourceAsStream(name + ".img.xz");
        var image = new XZInputStream(Objects.requireNonNull(packed, name))) {
      return Arrays.copyOf(image.readNBytes(1 << 20), 1 << 20);
    }
  }
}
