package io.tain.disk.ova;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.tain.base.ByteRange;
import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.DiskArchive.Item;
import io.tain.disk.DiskArchive.Product;
import io.tain.disk.DiskDescription;
import io.tain.disk.DiskFormat;
import io.tain.disk.ForeignTool;
import io.tain.disk.OpenOptions;
import io.tain.disk.OpenedDisk;
import io.tain.disk.Violation;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Rule O1: archives made with `tar`, `qemu-img` and the programs that compute digests.
final class OvaTest {
  private static final int SIZE_BYTES = 5 << 20;
  private static final String STREAM = "subformat=streamOptimized";

  @TempDir private static Path sources;

  private static Path raw;
  private static Path stream;

  @TempDir private Path directory;

  private OvaOfTools ova;

  @BeforeAll
  static void makeDisk() throws Exception {
    byte[] content = new byte[SIZE_BYTES];
    new Random(1).nextBytes(content);
    Arrays.fill(content, 1 << 20, 4 << 20, (byte) 0);
    raw = Files.write(sources.resolve("disk.raw"), content);
    stream = sources.resolve("disk.vmdk");
    OvaOfTools.image(raw, "vmdk", STREAM, stream);
  }

  @BeforeEach
  void begin() throws Exception {
    ova = new OvaOfTools(directory.resolve("machine"));
  }

  @ParameterizedTest
  @CsvSource({"ustar, sha256sum", "pax, sha1sum", "gnu, sha512sum"})
  void open_archiveOfOneDisk_isTheDisk(String tarFormat, String digests) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path file = ova.disk("disk1.vmdk", size(stream)).tarFormat(tarFormat).manifest(digests).pack();

    DiskDescription found = DiskFormats.describe(file);

    assertThat(found.violations()).isEmpty();
    assertThat(found.notices()).isEmpty();
    assertThat(found.format()).isEqualTo("vmdk");
    assertThat(found.wrapper()).isEqualTo("ova");
    assertThat(found.virtualSizeBytes()).isEqualTo(SIZE_BYTES);
    assertThat(found.archive().products())
        .containsExactly(new Product("web", "Example", "Web & more", "1.2"));
    assertThat(found.archive().disks())
        .containsExactly(
            new Item(
                1, "disk1.vmdk", "vmdk", "", Files.size(stream), SIZE_BYTES, found.dataBytes()));
    assertIsTheDisk(file, OpenOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pax", "gnu"})
  void open_membersWithLongNames_areFound(String tarFormat) throws Exception {
    String name = "d".repeat(200) + ".vmdk";
    Files.copy(stream, ova.member(name));
    Path file = ova.disk(name, "").tarFormat(tarFormat).manifest("sha256sum").pack();

    assertIsTheDisk(file, OpenOptions.DEFAULT);
  }

  @Test
  void open_gzippedDisk_isUnpacked() throws Exception {
    Files.copy(stream, directory.resolve("disk"));
    ForeignTool.run("gzip", directory.resolve("disk").toString());
    Files.move(directory.resolve("disk.gz"), ova.member("disk1.vmdk.gz"));
    Path file = ova.disk("disk1.vmdk.gz", "ovf:compression=\"gzip\"").manifest("sha256sum").pack();

    assertIsTheDisk(file, OpenOptions.DEFAULT);
    assertThat(DiskFormats.describe(file).wrapper()).isEqualTo("gzip, ova");
    ForeignTool.run("gzip", "-k", file.toString());
    assertRefused(Path.of(file + ".gz"), ErrorCode.DISK_UNSAFE, "C1");
  }

  @Test
  void open_compressedArchive_isTheDisk() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path file = ova.disk("disk1.vmdk", "").manifest("sha256sum").pack();
    ForeignTool.run("xz", "-0", file.toString());

    Path packed = Path.of(file + ".xz");

    assertIsTheDisk(packed, OpenOptions.DEFAULT);
    assertThat(DiskFormats.describe(packed).wrapper()).isEqualTo("ova, xz");
  }

  @Test
  void open_archiveOfSeveralDisks_asksForOne() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    OvaOfTools.image(raw, "qcow2", "", ova.member("disk2.qcow2"));
    Path file = ova.disk("disk1.vmdk", "").disk("disk2.qcow2", "").manifest("sha256sum").pack();

    DiskDescription found = DiskFormats.describe(file);

    assertThat(found.isSafe()).isTrue();
    assertThat(found.format()).isEqualTo("ova");
    assertThat(found.virtualSizeBytes()).isEqualTo(2L * SIZE_BYTES);
    assertThat(found.archive().disks())
        .extracting(Item::number, Item::name, Item::format)
        .containsExactly(tuple(1, "disk1.vmdk", "vmdk"), tuple(2, "disk2.qcow2", "qcow2"));
    TainException undecided = refusal(file, OpenOptions.DEFAULT);
    assertThat(undecided.code()).isEqualTo(ErrorCode.DISK_CHOICE);
    assertThat(undecided.arguments()).containsEntry("disks", "disk1.vmdk, disk2.qcow2");
    assertThat(refusal(file, numbered(3)).code()).isEqualTo(ErrorCode.DISK_CHOICE);
    assertIsTheDisk(file, numbered(1));
    try (OpenedDisk second = DiskFormats.open(file, numbered(2))) {
      assertThat(second.format()).isEqualTo(DiskFormat.QCOW2);
    }
  }

  @Test
  void open_secondDiskOfAPlainFile_isRefused() {
    assertThat(refusal(raw, numbered(2)).code()).isEqualTo(ErrorCode.DISK_CHOICE);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, \uFEFF", "UTF-16, ''", "UTF-16LE, \uFEFF"})
  void open_descriptorWithByteOrderMark_isRead(String charset, String mark) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.prolog(mark + "<?xml version=\"1.0\"?>").disk("disk1.vmdk", "");

    Path file = ova.encoding(charset).pack();

    assertIsTheDisk(file, OpenOptions.DEFAULT);
  }

  @Test
  void open_descriptorThatIsNoText_isRefused() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.prolog("<!-- \u00E9 -->").disk("disk1.vmdk", "");

    assertRefused(ova.encoding("ISO-8859-1").pack(), ErrorCode.DISK_MALFORMED, "O1");
  }

  @Test
  void open_withoutManifest_isNoticed() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path file = ova.disk("disk1.vmdk", "").pack();

    assertThat(DiskFormats.describe(file).notices()).extracting(Violation::rule).contains("O1");
    assertIsTheDisk(file, OpenOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "../secret.vmdk",
        "http://example.org/disk.vmdk",
        "file:///etc/passwd",
        "other.vmdk"
      })
  void open_fileThatIsNoMember_isUnsafe(String href) throws Exception {
    assertRefused(ova.disk(href, "").pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @Test
  void open_changedMember_isMalformed() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path file = ova.disk("disk1.vmdk", "").manifest("sha256sum").pack();
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.seek(1 << 20);
      int before = access.read();
      access.seek(1 << 20);
      access.write(before ^ 1);
    }

    assertRefused(file, ErrorCode.DISK_MALFORMED, "O1");
  }

  @Test
  void open_memberWithoutDigest_isMalformed() throws Exception {
    ova.disk("disk1.vmdk", "").manifest("sha256sum");
    Files.copy(stream, ova.member("disk1.vmdk"));

    assertRefused(ova.pack(), ErrorCode.DISK_MALFORMED, "O1");
  }

  @Test
  void open_digestOfNoMember_isMalformed() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.disk("disk1.vmdk", "").manifest("sha256sum");
    Path manifest = directory.resolve("machine/machine.mf");
    Files.writeString(
        manifest, Files.readString(manifest) + "SHA1(other)= " + "0".repeat(40) + "\n");

    assertRefused(ova.pack(), ErrorCode.DISK_MALFORMED, "O1");
  }

  @ParameterizedTest
  @CsvSource({
    "ovf:size=\"17\", disk.malformed",
    "ovf:compression=\"gzip\", disk.malformed",
    "ovf:compression=\"bzip2\", disk.unsupported",
    "ovf:chunkSize=\"1000\", disk.unsupported",
  })
  void open_fileThatIsNotAsItIsDescribed_isRefused(String attribute, String code) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));

    TainException refusal = refusal(ova.disk("disk1.vmdk", attribute).pack(), OpenOptions.DEFAULT);

    assertThat(refusal.code().text()).isEqualTo(code);
    assertThat(refusal.arguments()).containsEntry("rule", "O1");
  }

  @Test
  void open_vmdkThatIsQcow2_isMalformed() throws Exception {
    OvaOfTools.image(raw, "qcow2", "", ova.member("disk1.vmdk"));

    assertRefused(ova.disk("disk1.vmdk", "").pack(), ErrorCode.DISK_MALFORMED, "D1");
  }

  @Test
  void open_diskThatNamesAnotherFile_isUnsafe() throws Exception {
    OvaOfTools.image(raw, "vmdk", "subformat=monolithicFlat", ova.member("disk1.vmdk"));
    Files.copy(raw, ova.member("flat.raw"));

    assertRefused(ova.disk("disk1.vmdk", "").pack(), ErrorCode.DISK_UNSAFE, "V1");
  }

  @Test
  void open_archiveInAnArchive_isUnsafe() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path inner = ova.disk("disk1.vmdk", "").pack();
    var outer = new OvaOfTools(directory.resolve("outer"));
    Files.copy(inner, outer.member("disk1.qcow2"));

    assertRefused(outer.disk("disk1.qcow2", "").pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE Envelope [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE Envelope SYSTEM \"http://example.org/x.dtd\">",
        "<!DOCTYPE Envelope>",
      })
  void open_descriptorWithADocumentType_isUnsafe(String prolog) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));

    Path file = ova.disk("disk1.vmdk", "").prolog(prolog).pack();

    assertRefused(file, ErrorCode.DISK_UNSAFE, "O1");
  }

  @Test
  void open_descriptorThatIsNoXml_isMalformed() throws Exception {
    assertRefused(
        ova.disk("disk1.vmdk", "").prolog("<Envelope><a>").pack(), ErrorCode.DISK_MALFORMED, "O1");
  }

  @Test
  void open_descriptorTooDeep_isUnsafe() throws Exception {
    Path descriptor = directory.resolve("machine/machine.ovf");
    Files.writeString(descriptor, "<Envelope>" + "<a>".repeat(100) + "</a>".repeat(100));

    assertRefused(ova.pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <File id="f" href="disk1.vmdk"/><File id="f" href="disk1.vmdk"/> | <Disk fileRef="f"/> | disk.malformed
          <File id="f" href="disk1.vmdk"/> | <Disk fileRef="g"/>                                 | disk.malformed
          <File id="f" href="disk1.vmdk"/> | <Disk fileRef="f" parentRef="p"/>                   | disk.unsafe
          <File id="f" href="disk1.vmdk"/> | <Disk capacity="5"/>                                | disk.malformed
          <File id="f" href="disk1.vmdk"/> | <Other fileRef="f"/>                                | disk.malformed
          <File id="f" href="../disk1"/>   | <Disk fileRef="f"/>                                 | disk.unsafe
          """)
  void open_descriptorThatContradictsItself_isRefused(String files, String disks, String code)
      throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    describe(files, disks);

    TainException refusal = refusal(ova.pack(), OpenOptions.DEFAULT);

    assertThat(refusal.code().text()).isEqualTo(code);
    assertThat(refusal.arguments()).containsEntry("rule", "O1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<Disk fileRef=\"f\"/><Disk capacity=\"1\"/>",
        "<Disk fileRef=\"f\" format=\"http://example.org/\"/><!-- --><?other x?>",
        "<Disk fileRef=\"f\"/><Info><![CDATA[<Disk fileRef=\"g\"/>]]></Info>"
      })
  void open_descriptorWithMoreThanADisk_isRead(String disks) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    describe("<File id=\"f\" href=\"disk1.vmdk\" compression=\"identity\"/>", disks);

    assertIsTheDisk(ova.pack(), OpenOptions.DEFAULT);
  }

  @Test
  void open_descriptorWithTooManyDisks_isUnsafe() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    describe("<File id=\"f\" href=\"disk1.vmdk\"/>", "<Disk fileRef=\"f\"/>".repeat(257));

    assertRefused(ova.pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @Test
  void open_descriptorOfFiveMebibytes_isUnsafe() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.prolog("<!--" + " ".repeat(5 << 20) + "-->").disk("disk1.vmdk", "");

    assertRefused(ova.pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @Test
  void open_tooManyMembers_areUnsafe() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.disk("disk1.vmdk", "");
    for (int i = 0; i < 256; i++) {
      Files.writeString(ova.member("member" + i), "");
    }

    assertRefused(ova.pack(), ErrorCode.DISK_UNSAFE, "O1");
  }

  @Test
  void open_certificate_isNoticed() throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.disk("disk1.vmdk", "").manifest("sha256sum");
    Files.writeString(ova.member("machine.cert"), "a signature");

    Path file = ova.pack();

    assertThat(DiskFormats.describe(file).notices())
        .extracting(Violation::detail)
        .containsExactly("a signature, which is not checked");
    assertIsTheDisk(file, OpenOptions.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no line of a manifest",
        "MD5(machine.ovf)= 00",
        "SHA256(machine.ovf= 00",
        "SHA256 machine.ovf)= 00",
        "SHA256(machine.ovf) other= 00",
        "SHA256(machine.ovf)= 00\nSHA1(machine.ovf)= 00",
        "SHA256(machine.ovf)"
      })
  void open_manifestThatIsNone_isMalformed(String lines) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.disk("disk1.vmdk", "").manifest("sha256sum");
    Files.writeString(directory.resolve("machine/machine.mf"), lines);

    assertRefused(ova.pack(), ErrorCode.DISK_MALFORMED, "O1");
  }

  // What `tar` writes before all members, or for each. An archive whose first header is none that
  // a descriptor could have is no OVA.
  @ParameterizedTest
  @CsvSource({
    "--pax-option=globexthdr.name=g;comment=all, ",
    "--pax-option=comment:=one, ",
    "--pax-option=path=other, disk.unsupported",
    "--pax-option=size=17, disk.unsupported",
    "--pax-option=linkpath:=other, disk.unsupported",
    "--pax-option=size:=x, disk.unsupported",
    "--pax-option=size:=99999999999999999, disk.malformed"
  })
  void open_extendedHeaders_areReadOrRefused(String option, String code) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    ova.disk("disk1.vmdk", "").tarFormat("pax");
    Path file = ova.pack(option);

    if (code == null) {
      assertIsTheDisk(file, OpenOptions.DEFAULT);
    } else {
      assertThat(refusal(file, OpenOptions.DEFAULT).code().text()).isEqualTo(code);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"link", "hard", "folder", "fifo", "twice", "below", "sparse"})
  void open_memberThatIsNoFileOfTheFirstLevel_isUnsafe(String kind) throws Exception {
    Path member = ova.member(kind.equals("below") ? "folder/disk.vmdk" : kind);
    switch (kind) {
      case "link" -> Files.createSymbolicLink(member, Path.of("/etc/passwd"));
      case "hard" -> {
        Files.copy(stream, member);
        Files.createLink(ova.member("again"), member);
      }
      case "folder" -> Files.createDirectory(member);
      case "fifo" -> ForeignTool.run("mkfifo", member.toString());
      case "below" -> {
        Files.createDirectory(directory.resolve("machine/folder"));
        Files.copy(stream, member);
      }
      case "twice" -> {
        Files.copy(stream, member);
        Path unused = ova.member("twice");
        assertThat(unused).isEqualTo(member);
      }
      default -> ForeignTool.run("truncate", "-s", "1G", member.toString());
    }
    for (String format : new String[] {"gnu", "pax"}) {
      Path file =
          kind.equals("twice")
              ? ova.tarFormat(format).pack("--hard-dereference")
              : ova.tarFormat(format).pack("--sparse");

      assertRefused(file, ErrorCode.DISK_UNSAFE, "O1");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {513, 4096, 100_000, -10_240})
  void open_archiveCutOff_isMalformed(long length) throws Exception {
    Files.copy(stream, ova.member("disk1.vmdk"));
    Path file = ova.disk("disk1.vmdk", "").pack("-b", "1");
    try (var access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(length < 0 ? access.length() + length : length);
    }

    assertRefused(file, ErrorCode.DISK_MALFORMED, "O1");
  }

  private void describe(String files, String disks) throws IOException {
    Files.writeString(
        directory.resolve("machine/machine.ovf"),
        "<Envelope><References>%s</References><DiskSection>%s</DiskSection></Envelope>"
            .formatted(files, disks));
  }

  private static String size(Path file) throws Exception {
    return "ovf:size=\"%d\"".formatted(Files.size(file));
  }

  private static OpenOptions numbered(int number) {
    return OpenOptions.DEFAULT.withDisk(OptionalInt.of(number));
  }

  private static void assertIsTheDisk(Path file, OpenOptions options) throws Exception {
    try (OpenedDisk opened = DiskFormats.open(file, options)) {
      byte[] found = opened.disk().bytes(new ByteRange(0, SIZE_BYTES)).array();
      assertThat(Arrays.mismatch(found, Files.readAllBytes(raw))).isEqualTo(-1);
    }
  }

  private static void assertRefused(Path file, ErrorCode code, String rule) throws Exception {
    TainException refusal = refusal(file, OpenOptions.DEFAULT);
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    assertThat(refusal.arguments()).containsEntry("rule", rule);
    assertThat(DiskFormats.describe(file).violations()).extracting(Violation::rule).contains(rule);
  }

  private static TainException refusal(Path file, OpenOptions options) {
    try (var _ = DiskFormats.open(file, options)) {
      throw new AssertionError("accepted");
    } catch (TainException refusal) {
      return refusal;
    } catch (IOException failure) {
      throw new AssertionError(failure);
    }
  }
}
