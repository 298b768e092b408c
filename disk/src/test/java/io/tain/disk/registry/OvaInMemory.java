package io.tain.disk.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A small archive of one disk, to be changed at random.
final class OvaInMemory {
  private static final String DESCRIPTOR =
      """
      <Envelope xmlns:ovf="o"><References><File ovf:id="f" ovf:href="d.vmdk"/></References>
      <DiskSection><Disk ovf:fileRef="f" ovf:format="vmdk"/></DiskSection>
      <VirtualSystem ovf:id="web"><ProductSection><Product>Web</Product></ProductSection>
      </VirtualSystem></Envelope>
      """;

  private OvaInMemory() {}

  static byte[] of(byte[] disk) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "m.ovf", DESCRIPTOR.getBytes(US_ASCII));
      add(tar, "d.vmdk", disk);
    }
    return bytes.toByteArray();
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  /// Gives every header the sum that it should have.
  static void correctSums(byte[] archive) {
    for (int at = 0; at + 512 <= archive.length; at += 512) {
      if (new String(archive, at + 257, 5, US_ASCII).equals("ustar")) {
        Arrays.fill(archive, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
          sum += archive[i] & 0xFF;
        }
        byte[] digits = "%06o\0 ".formatted(sum).getBytes(US_ASCII);
        System.arraycopy(digits, 0, archive, at + 148, digits.length);
      }
    }
  }
}
