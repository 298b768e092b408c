package io.tain.disk.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.tain.base.ByteRange;
import io.tain.disk.DiskFormat;
import io.tain.disk.DiskWriter;
import io.tain.disk.Partition;
import io.tain.disk.SparseMemoryDisk;
import io.tain.disk.copy.NewFile;
import io.tain.disk.gpt.EncodedGpt;
import io.tain.disk.gpt.GptWriter;
import io.tain.disk.lvm.SmallVolumes;
import io.tain.disk.vhd.DynamicVhdWriter;
import io.tain.disk.vhd.FixedVhdWriter;
import io.tain.disk.vhdx.LogInFile;
import io.tain.disk.vhdx.VhdxWriter;
import io.tain.disk.vmdk.SparseVmdkWriter;
import io.tain.disk.vmdk.StreamVmdkWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/// Files of every format, small enough to be damaged thousands of times.
final class FuzzSubjects {
  private static final String VHDX_TABLES =
      "65536+80 131072+80 196608+80 262144+80 2097152+200 2162688+80 3145728+24";

  private static final String VHD_TABLES = "-512+88 512+64 1536+12 2048+512";

  private FuzzSubjects() {}

  static Stream<FuzzSubject> all() throws IOException {
    return Stream.of(qcow2(), containers(), tables(), volumes(), archives(), wrapped())
        .flatMap(List::stream);
  }

  private static List<FuzzSubject> qcow2() throws IOException {
    return List.of(
        golden("v2"),
        golden("v3-512"),
        golden("v3-zlib"),
        golden("v3-zstd"),
        golden("v3-extended"),
        golden("v3-snapshot"));
  }

  private static FuzzSubject golden(String name) throws IOException {
    byte[] file = resource("/io/tain/disk/golden/" + name + ".qcow2");
    return new FuzzSubject("qcow2 " + name, file, tablesOfQcow2(file), damaged -> damaged);
  }

  /// The header, the first entries of its tables, and all of the first table of clusters.
  private static String tablesOfQcow2(byte[] file) {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    long l1 = bytes.getLong(40);
    long l2 = bytes.getLong((int) l1) & 0x00FF_FFFF_FFFF_FE00L;
    return "0+112 0+112 %d+64 %d+512 %d+2048 %d+16".formatted(l1, l2, l2, bytes.getLong(48));
  }

  private static List<FuzzSubject> containers() throws IOException {
    byte[] vhdx = written(new VhdxWriter());
    byte[] vhd = written(new DynamicVhdWriter());
    byte[] vmdk = written(new SparseVmdkWriter());
    return List.of(
        new FuzzSubject("vhd of QEMU", ofQemu(vhd), VHD_TABLES, Sums.of(DiskFormat.VHD)),
        new FuzzSubject("vmdk descriptor", descriptor(vmdk), "", it -> described(vmdk, it)),
        new FuzzSubject("vmdk text", descriptor(vmdk), "", it -> it).refused(),
        new FuzzSubject("vmdk zeroed", zeroed(vmdk), "0+80 11264+40 13312+40", it -> it),
        new FuzzSubject("vhd dynamic", vhd, VHD_TABLES, Sums.of(DiskFormat.VHD)),
        new FuzzSubject(
            "vhd fixed", written(new FixedVhdWriter()), "-512+88", Sums.of(DiskFormat.VHD)),
        new FuzzSubject("vhdx", vhdx, VHDX_TABLES, Sums.of(DiskFormat.VHDX)),
        new FuzzSubject(
            "vhdx with a log",
            withLog(vhdx),
            VHDX_TABLES + " 1048576+128 1048576+128 1052672+16 1056768+128 1064960+128",
            Sums.of(DiskFormat.VHDX)),
        new FuzzSubject(
            "vmdk sparse", vmdk, "0+80 512+400 10752+4 11264+640 13312+4", damaged -> damaged),
        new FuzzSubject(
            "vmdk stream",
            written(new StreamVmdkWriter()),
            "0+80 512+400 -1536+1536 65536+64",
            damaged -> damaged));
  }

  private static List<FuzzSubject> tables() {
    return List.of(
        new FuzzSubject("gpt", gptDisk()),
        new FuzzSubject(
            "gpt, right sums", gptDisk(), "512+92 1024+256 -512+92 446+66", Sums::correctGpt),
        new FuzzSubject("mbr", mbrDisk(), "446+66 16830+66 25022+66", damaged -> damaged),
        new FuzzSubject("iso", opticalDisc(), "32769+5", damaged -> damaged));
  }

  private static List<FuzzSubject> volumes() throws IOException {
    byte[] whole = SmallVolumes.image("lvm");
    byte[] first = SmallVolumes.image("lvm-first");
    byte[] second = SmallVolumes.image("lvm-second");
    return List.of(
        new FuzzSubject("lvm", whole, "512+144 4096+72 18432+72 4096+80", SmallVolumes::sealed),
        new FuzzSubject(
            "lvm text", SmallVolumes.text("lvm"), "", text -> SmallVolumes.withText(whole, text)),
        new FuzzSubject(
            "lvm text of two",
            SmallVolumes.text("lvm-first"),
            "",
            text -> onPartitions(SmallVolumes.withText(first, text), second)));
  }

  private static byte[] onPartitions(byte[] first, byte[] second) {
    byte[] disk = new byte[512 + first.length + second.length];
    System.arraycopy(first, 0, disk, 512, first.length);
    System.arraycopy(second, 0, disk, 512 + first.length, second.length);
    putEntry(disk, 0, 0, 0x8E, new ByteRange(1, first.length / 512));
    putEntry(disk, 0, 1, 0x8E, new ByteRange(1 + first.length / 512, second.length / 512));
    return disk;
  }

  private static List<FuzzSubject> archives() throws IOException {
    byte[] disk = written(new StreamVmdkWriter());
    return List.of(
        new FuzzSubject(
            "ova",
            OvaInMemory.of(disk),
            "0+8 124+16 156+8 257+8 345+8 512+700 1536+512",
            OvaInMemory::withRightSums),
        new FuzzSubject(
            "ova with a manifest",
            OvaInMemory.withManifest(disk),
            "0+8 124+40 512+700 1536+200 2560+2200",
            OvaInMemory::withRightSums),
        new FuzzSubject(
            "ova of GNU tar",
            OvaInMemory.ofGnuTar(disk),
            "0+8 124+40 0+560 1024+512 3072+1200",
            OvaInMemory::withRightSums),
        new FuzzSubject(
            "records", OvaInMemory.records(disk), "", it -> OvaInMemory.recordedBy(it, disk)),
        new FuzzSubject(
            "manifest", OvaInMemory.manifest(disk), "", it -> OvaInMemory.signedBy(it, disk)),
        new FuzzSubject(
            "descriptor", OvaInMemory.descriptor(), "", it -> OvaInMemory.describedBy(it, disk)));
  }

  private static List<FuzzSubject> wrapped() throws IOException {
    byte[] disk = resource("/io/tain/disk/golden/v3-zstd.qcow2");
    byte[] twice = packed(disk, GZIPOutputStream::new);
    byte[] ova = OvaInMemory.of(written(new StreamVmdkWriter()));
    return List.of(
        new FuzzSubject("gzip", packed(disk, GZIPOutputStream::new)),
        new FuzzSubject("xz", packed(disk, to -> new XZOutputStream(to, new LZMA2Options(1)))),
        new FuzzSubject("zstd", packed(disk, ZstdOutputStreamNoFinalizer::new)),
        new FuzzSubject("bzip2", packed(disk, to -> new BZip2CompressorOutputStream(to, 1))),
        new FuzzSubject("qcow2 in gzip", disk, "", it -> packed(it, GZIPOutputStream::new)),
        new FuzzSubject("ova in gzip", ova, "0+512", it -> packed(it, GZIPOutputStream::new)),
        new FuzzSubject("gzip in gzip", twice, "", it -> packed(it, GZIPOutputStream::new))
            .refused(),
        new FuzzSubject("ova in ova", ova, "0+512", OvaInMemory::of).refused());
  }

  private static byte[] packed(byte[] content, Packing packing) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (OutputStream to = packing.into(packed)) {
      to.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] written(DiskWriter writer) throws IOException {
    var disk = new SparseMemoryDisk(5 << 20);
    disk.write(70_000, new byte[] {1, 2, 3});
    disk.write(2 << 20, new byte[] {5});
    disk.write((2 << 20) + 65_536, new byte[] {6});
    disk.write((4 << 20) + 5, new byte[] {4});
    Path file = Files.createTempFile("tain-fuzz", ".disk");
    try {
      Files.delete(file);
      NewFile.write(writer, disk, file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /// The same with a creator whose geometry counts, and which tells 4 MiB.
  private static byte[] ofQemu(byte[] vhd) {
    byte[] file = vhd.clone();
    ByteBuffer footer = ByteBuffer.wrap(file, file.length - 512, 512).slice();
    footer.putInt(28, 0x7165_6D75).putShort(56, (short) 120).put(58, (byte) 4).put(59, (byte) 17);
    return file;
  }

  /// The same with a grain that reads as zeros, though it is there.
  private static byte[] zeroed(byte[] vmdk) {
    byte[] file = vmdk.clone();
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putInt(8, bytes.getInt(8) | 4);
    int table = bytes.getInt((int) bytes.getLong(56) * 512) * 512;
    bytes.putInt(table, 1);
    return file;
  }

  private static byte[] descriptor(byte[] vmdk) {
    return new String(vmdk, 512, 20 * 512, US_ASCII).replaceFirst("\0+$", "").getBytes(US_ASCII);
  }

  private static byte[] described(byte[] vmdk, byte[] descriptor) {
    byte[] file = vmdk.clone();
    byte[] text = Arrays.copyOf(descriptor, 20 * 512);
    System.arraycopy(text, 0, file, 512, text.length);
    return file;
  }

  private static byte[] withLog(byte[] closed) {
    byte[] file = closed.clone();
    new LogInFile(file, 0, 40)
        .data(4 << 20, new byte[4096])
        .zeros((4 << 20) + 8192, 65_536)
        .data((4 << 20) + 65_536, new byte[4096]);
    return file;
  }

  private static byte[] gptDisk() {
    String type = "0fc63daf-8483-4772-8e79-3d69d8477de4";
    String id = "11111111-2222-3333-4444-55555555555";
    var root = new Partition(1, new ByteRange(24_576, 4096), type, id + "5", "root");
    var data = new Partition(2, new ByteRange(20_480, 4096), type, id + "6", "n".repeat(36));
    EncodedGpt gpt = GptWriter.encode(48 << 10, new UUID(1, 2), List.of(root, data));
    ByteBuffer disk = ByteBuffer.allocate(48 << 10);
    disk.put(gpt.head().duplicate());
    disk.position((int) gpt.tailOffset()).put(gpt.tail().duplicate());
    return disk.array();
  }

  private static byte[] mbrDisk() {
    byte[] disk = new byte[64 << 10];
    putEntry(disk, 0, 0, 0x83, new ByteRange(8, 8));
    putEntry(disk, 0, 1, 0x05, new ByteRange(32, 64));
    putEntry(disk, 32, 0, 0x83, new ByteRange(2, 8));
    putEntry(disk, 32, 1, 0x05, new ByteRange(16, 16));
    putEntry(disk, 48, 0, 0x83, new ByteRange(2, 8));
    return disk;
  }

  private static void putEntry(byte[] disk, int sector, int index, int type, ByteRange sectors) {
    int at = sector * 512 + 446 + index * 16;
    disk[at + 4] = (byte) type;
    ByteBuffer entry = ByteBuffer.wrap(disk).order(ByteOrder.LITTLE_ENDIAN);
    entry.putInt(at + 8, (int) sectors.offset()).putInt(at + 12, (int) sectors.length());
    disk[sector * 512 + 510] = 0x55;
    disk[sector * 512 + 511] = (byte) 0xAA;
  }

  private static byte[] opticalDisc() {
    byte[] disc = new byte[40 << 10];
    System.arraycopy("CD001".getBytes(US_ASCII), 0, disc, 0x8001, 5);
    return disc;
  }

  private static byte[] resource(String name) throws IOException {
    try (var stream = Objects.requireNonNull(FuzzSubjects.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    }
  }

  /// Opens a stream that compresses.
  @FunctionalInterface
  private interface Packing {
    OutputStream into(OutputStream packed) throws IOException;
  }
}
