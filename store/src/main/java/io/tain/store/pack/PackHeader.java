package io.tain.store.pack;

import io.tain.base.TainException;
import io.tain.base.TenantId;
import io.tain.crypto.Domain;
import io.tain.store.DamagedException;
import io.tain.store.PackName;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// The first bytes of a pack: docs/FORMAT.md 3.1.
record PackHeader(PackName name, Domain domain) {
  private static final String TENANT = "tenant.";

  ByteBuffer encode() {
    byte[] domainBytes = domain.text().getBytes(StandardCharsets.UTF_8);
    int size = PackFormat.MIN_HEADER_BYTES - 1 + domainBytes.length;
    ByteBuffer header = ByteBuffer.allocate(size);
    header.putLong(PackFormat.HEADER_MAGIC).putShort((short) PackFormat.VERSION);
    header.putShort((short) size).putShort((short) 0);
    header.putLong(name.high()).putLong(name.low());
    header.putShort((short) domainBytes.length).put(domainBytes).putShort((short) 0);
    header.putInt(PackFormat.crc(header.duplicate().flip()));
    return header.flip();
  }

  static PackHeader decode(PackName expected, ByteBuffer bytes) {
    String object = "pack " + expected;
    var check = new Checked(object, 0);
    check.that(
        0, "a pack header", bytes.remaining(), bytes.remaining() >= PackFormat.MIN_HEADER_BYTES);
    long magic = bytes.getLong(0);
    check.that(0, "TAINPACK", Long.toHexString(magic), magic == PackFormat.HEADER_MAGIC);
    int version = bytes.getShort(8) & 0xffff;
    check.that(8, "pack version 1", version, version == PackFormat.VERSION);
    int size = bytes.getShort(10) & 0xffff;
    check.that(
        10,
        "a header length",
        size,
        size >= PackFormat.MIN_HEADER_BYTES && size <= bytes.remaining());
    int crc = bytes.getInt(size - 4);
    check.that(size - 4, "the header's CRC", crc, crc == PackFormat.crc(bytes.slice(0, size - 4)));
    int flags = bytes.getShort(12) & 0xffff;
    check.that(12, "flags 0", flags, flags == 0);
    var name = new PackName(bytes.getLong(14), bytes.getLong(22));
    check.that(14, expected, name, name.equals(expected));
    return new PackHeader(name, domain(bytes, size, object));
  }

  private static Domain domain(ByteBuffer bytes, int size, String object) {
    int length = bytes.getShort(30) & 0xffff;
    if (length < 1 || length > PackFormat.MAX_DOMAIN_BYTES || size != 38 + length) {
      throw new DamagedException(object, 30, "a domain and no key", length);
    }
    byte[] domain = new byte[length];
    bytes.get(32, domain);
    String text = new String(domain, StandardCharsets.UTF_8);
    try {
      return text.equals(Domain.PUBLIC.text())
          ? Domain.PUBLIC
          : Domain.of(new TenantId(tenant(text)));
    } catch (TainException e) {
      throw (DamagedException)
          new DamagedException(object, 32, "the name of a domain", text).causedBy(e);
    }
  }

  private static String tenant(String text) {
    return text.startsWith(TENANT) ? text.substring(TENANT.length()) : "";
  }
}
