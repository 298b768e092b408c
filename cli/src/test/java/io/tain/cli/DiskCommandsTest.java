package io.tain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.Messages;
import io.tain.cli.context.CommandContext;
import io.tain.cli.context.ProgramOptions;
import io.tain.cli.context.Streams;
import io.tain.fs.Notice;
import io.tain.testkit.ExternalTool;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the commands on disk files print, against the tools of the file systems.
final class DiskCommandsTest {
  private static final String BYTES = "000102ff";

  @TempDir private Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path image;

  @BeforeEach
  void makeImage() throws Exception {
    Path tree = Files.createDirectory(directory.resolve("tree"));
    Files.writeString(tree.resolve("plain"), "plain");
    Files.writeString(tree.resolve("marked"), "marked");
    ExternalTool.of("setfattr", "-n", "user.text", "-v", "a \"b\" \\ c", at(tree)).run();
    ExternalTool.of("setfattr", "-n", "user.bytes", "-v", "0x" + BYTES, at(tree)).run();
    image = directory.resolve("image.raw");
    ExternalTool.of("truncate", "-s", "16M", image.toString()).run();
    ExternalTool.of("mke2fs", "-q", "-t", "ext4", "-d", tree.toString(), image.toString()).run();
  }

  @Test
  void list_withExtendedAttributes_isWhatGetfattrPrints() {
    String peer =
        ExternalTool.of(
                "bash", "-c", "cd $0 && getfattr -d marked", directory.resolve("tree").toString())
            .run();
    List<String> texts = peer.lines().filter(line -> line.startsWith("user.text")).toList();
    assertThat(texts).hasSize(1);

    assertThat(run("disk", "ls", image.toString(), "--xattrs")).isZero();

    assertThat(out.toString())
        .endsWith("\n# file: /marked\nuser.bytes=0x" + BYTES + "\n" + texts.getFirst() + "\n");
  }

  @Test
  void list_withExtendedAttributesAsJson_isWhatDebugfsDumps() {
    String dumped =
        ExternalTool.of("debugfs", "-R", "ea_get -x marked user.bytes", image.toString()).run();
    assertThat(dumped.replace(" ", "")).contains(BYTES);
    String value = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(BYTES));

    assertThat(run("disk", "ls", image.toString(), "--xattrs", "--output", "json")).isZero();

    assertThat(out.toString().replaceAll("\\s", ""))
        .contains("{\"name\":\"user.bytes\",\"value_base64\":\"" + value + "\"}");
  }

  @Test
  void list_ofANameThatSteersTheTerminal_spellsItOut() {
    String name = "user.\u001b[31m";
    ExternalTool.of("setfattr", "-n", name, "-v", "\u001b[0m", at(directory.resolve("tree"))).run();
    ExternalTool.of(
            "bash",
            "-c",
            "rm $0 && truncate -s 16M $0 && mke2fs -q -t ext4 -d $1 $0",
            image.toString(),
            directory.resolve("tree").toString())
        .run();

    assertThat(run("disk", "ls", image.toString(), "--xattrs")).isZero();

    assertThat(out.toString()).contains("user.\\x1b[31m=0x1b5b306d\n").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ls", "tree"})
  void files_withoutTheOption_areShownWithoutExtendedAttributes(String command) {
    assertThat(run("disk", command, image.toString())).isZero();

    assertThat(out.toString()).contains("marked").doesNotContain("user.");
  }

  @Test
  void tree_withExtendedAttributes_showsThemBelowTheirFile() {
    assertThat(run("disk", "tree", image.toString(), "--xattrs")).isZero();

    assertThat(out.toString()).contains("marked\n  user.bytes=0x" + BYTES + "\n  user.text=");
  }

  @ParameterizedTest
  @CsvSource({
    "ssv state 0, was not unmounted",
    "ssv state 3, says itself that it is damaged",
    "feature needs_recovery, was not unmounted"
  })
  void info_ofAnUnusualFileSystem_tellsIt(String change, String told) {
    ExternalTool.of("debugfs", "-w", "-R", change, image.toString()).run();

    assertThat(run("disk", "info", image.toString())).isZero();

    assertThat(out.toString()).contains("ext4 (" + told + ")");
  }

  @Test
  void info_ofAnUnwrittenJournal_tellsThatItWasApplied() {
    ExternalTool.of(
            "bash",
            "-c",
            "printf 'jo\\njw -b 500 /dev/zero\\njc\\n' > $0.script && debugfs -w -f $0.script $0",
            image.toString())
        .run();

    assertThat(run("disk", "info", image.toString())).isZero();

    assertThat(out.toString()).contains("ext4 (was not unmounted; journal applied in memory)");
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void notice_ofAnyKind_hasItsWords(Notice notice) {
    String key = "file-system." + notice.name().toLowerCase(Locale.ROOT).replace('_', '-');

    assertThat(Messages.of(Locale.ENGLISH).text(key)).isNotEmpty();
    assertThat(Messages.of(Locale.CHINESE).text(key)).isNotEmpty();
  }

  @Test
  void info_ofALargeCompressedFile_isOpenUntilItIsVerified() {
    Path packed = directory.resolve("packed");
    ExternalTool.of("bash", "-c", "gzip -c < $0 > $1", image.toString(), packed.toString()).run();

    assertThat(run("disk", "info", packed.toString())).isEqualTo(3);
    assertThat(out.toString())
        .containsPattern("virtual size +not known yet\n")
        .contains("--verify reads all of it", "not unpacked from byte 4194304 on");

    assertThat(run("disk", "info", "--verify", packed.toString())).isZero();
    assertThat(out.toString()).containsPattern("safe +yes\n").contains("16.0 MiB", "ext4");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x.ova", "x.vdi"})
  void export_toAnEndingWithoutAFormat_isRefused(String name) {
    Path target = directory.resolve(name);

    assertThat(run("image", "export", "web", "-o", target.toString())).isEqualTo(2);

    assertThat(err.toString()).contains("--format, or a file that ends in .raw, .img, .qcow2");
    assertThat(target).doesNotExist();
  }

  private static String at(Path tree) {
    return tree.resolve("marked").toString();
  }

  private int run(String... words) {
    out.getBuffer().setLength(0);
    var context =
        new CommandContext(
            Messages.of(Locale.ENGLISH),
            Map.of("TAIN_HOME", directory.resolve("home").toString()),
            new Streams(
                new PrintWriter(out), OutputStream.nullOutputStream(), new PrintWriter(err), false),
            InstantSource.system(),
            new ProgramOptions());
    var program = Tain.commandLine(context, List.of(words));
    int exitCode = program.execute(words);
    program.getOut().flush();
    return exitCode;
  }
}
