package io.tain.disk.registry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// Small archives, to be damaged as a whole or in a part.
final class OvaInMemory {
  private static final String ONE_DISK =
      """
      <Envelope xmlns:ovf="o"><References><File ovf:id="f" ovf:href="d.vmdk"/></References>
      <DiskSection><Disk ovf:fileRef="f" ovf:format="vmdk"/></DiskSection>
      <VirtualSystem ovf:id="web"><ProductSection><Product>Web</Product></ProductSection>
      </VirtualSystem></Envelope>
      """;
  private static final String LONG_NAME = "n".repeat(120) + ".gz";
  private static final String TWO_DISKS =
      """
      <?xml version="1.0"?>
      <Envelope xmlns:ovf="o"><References><File ovf:id="f" ovf:href="d.vmdk"/>
      <File ovf:id="g" ovf:href="%s" ovf:compression="gzip"/></References>
      <DiskSection><Info>x</Info><Disk ovf:fileRef="f" ovf:format="vmdk" ovf:capacity="5"/>
      <Disk ovf:fileRef="g" ovf:capacity="5" ovf:capacityAllocationUnits="byte * 2^20"/></DiskSection>
      <VirtualSystem ovf:id="web"><ProductSection><Product>Web</Product><Vendor>V</Vendor>
      <Version>1</Version></ProductSection></VirtualSystem></Envelope>
      """
          .formatted(LONG_NAME);

  private OvaInMemory() {}

  /// One disk, no manifest.
  static byte[] of(byte[] disk) throws IOException {
    return describedBy(ONE_DISK.getBytes(US_ASCII), disk);
  }

  /// The descriptor of an archive of one disk.
  static byte[] descriptor() {
    return ONE_DISK.getBytes(US_ASCII);
  }

  /// One disk, with a descriptor that may be damaged.
  static byte[] describedBy(byte[] descriptor, byte[] disk) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "m.ovf", descriptor);
      add(tar, "d.vmdk", disk);
    }
    return bytes.toByteArray();
  }

  /// Two disks, one of them compressed and under a long name, and the digests of all.
  static byte[] withManifest(byte[] disk) throws IOException {
    return signedBy(manifest(disk), disk);
  }

  /// The manifest of an archive of two disks.
  static byte[] manifest(byte[] disk) throws IOException {
    return "SHA256(m.ovf)= %s\nSHA1(d.vmdk)= %s\nSHA512(%s)= %s\n"
        .formatted(
            digest("SHA-256", TWO_DISKS.getBytes(US_ASCII)),
            digest("SHA-1", disk),
            LONG_NAME,
            digest("SHA-512", gzipped(disk)))
        .getBytes(US_ASCII);
  }

  /// Two disks, with a manifest that may be damaged.
  static byte[] signedBy(byte[] manifest, byte[] disk) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      add(tar, "m.ovf", TWO_DISKS.getBytes(US_ASCII));
      add(tar, "m.mf", manifest);
      add(tar, "m.cert", new byte[3]);
      add(tar, LONG_NAME, gzipped(disk));
      add(tar, "d.vmdk", disk);
    }
    return bytes.toByteArray();
  }

  /// Two disks, as GNU tar names them, behind a header for all members.
  static byte[] ofGnuTar(byte[] disk) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      var all = new TarArchiveEntry("all", (byte) 'g');
      all.addPaxHeader("comment", "by hand");
      tar.putArchiveEntry(all);
      add(tar, "m.ovf", TWO_DISKS.getBytes(US_ASCII));
      add(tar, LONG_NAME, gzipped(disk));
      add(tar, "d.vmdk", disk);
    }
    return bytes.toByteArray();
  }

  /// What an extended header says of the disk in an archive, without the lengths of its records.
  static byte[] records(byte[] disk) {
    return "path=d.vmdk\ncomment=abcd\nsize=%d\n".formatted(disk.length).getBytes(US_ASCII);
  }

  /// One disk, behind an extended header that may be damaged.
  static byte[] recordedBy(byte[] records, byte[] disk) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      add(tar, "m.ovf", ONE_DISK.getBytes(US_ASCII));
      var header = new TarArchiveEntry("records", (byte) 'x');
      byte[] whole = withLengths(new String(records, ISO_8859_1));
      header.setSize(whole.length);
      tar.putArchiveEntry(header);
      tar.write(whole);
      tar.closeArchiveEntry();
      add(tar, "d.vmdk", disk);
    }
    return bytes.toByteArray();
  }

  private static byte[] withLengths(String records) {
    var whole = new StringBuilder();
    for (String record : records.split("\n")) {
      int length = record.length() + 2;
      length += String.valueOf(length + 2).length();
      whole.append(length).append(' ').append(record).append('\n');
    }
    return whole.toString().getBytes(ISO_8859_1);
  }

  private static void add(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static String digest(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }

  /// Gives every header the sum that it should have.
  static byte[] withRightSums(byte[] archive) {
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
    return archive;
  }
}
