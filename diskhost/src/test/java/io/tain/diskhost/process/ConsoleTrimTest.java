package io.tain.diskhost.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ConsoleFile;
import io.tain.testkit.ExternalTool;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConsoleTrimTest {
  private static final int MIB = 1 << 20;

  @TempDir private Path instances;

  private Path console;

  @BeforeEach
  void startInstance() throws IOException {
    console = Files.createDirectory(instances.resolve("one")).resolve(ConsoleFile.NAME);
  }

  @Test
  void trim_ofAGuestThatPrintsOn_keepsTheNewestAtItsPlace() throws Exception {
    var trim = new ConsoleTrim(instances);
    byte[] printed = bytes(30 * MIB);

    try (var guest = new RandomAccessFile(console.toFile(), "rw")) {
      for (int at = 0; at < printed.length; at += MIB) {
        guest.write(printed, at, MIB);
        trim.trimAll();
        assertThat(onDisk()).isLessThanOrEqualTo(ConsoleFile.MAX_BYTES);
        assertThat(newest(at + MIB)).isEqualTo(part(printed, at + MIB));
      }
    }

    assertThat(Files.size(console)).isEqualTo(printed.length);
  }

  @Test
  void trim_ofAShortConsole_changesNothing() throws Exception {
    byte[] printed = bytes(ConsoleFile.MAX_BYTES);
    Files.write(console, printed);

    new ConsoleTrim(instances).trimAll();

    assertThat(Files.readAllBytes(console)).isEqualTo(printed);
  }

  @Test
  void trim_ofAnInstanceThatWasMadeAnew_beginsAnew() throws Exception {
    var trim = new ConsoleTrim(instances);
    Files.write(console, bytes(20 * MIB));
    trim.trimAll();
    Files.write(console, bytes(9 * MIB));

    trim.trimAll();

    assertThat(onDisk()).isLessThanOrEqualTo(ConsoleFile.MAX_BYTES);
  }

  @Test
  void trim_ofAShortConsoleOfALongOnesName_changesNothing() throws Exception {
    var trim = new ConsoleTrim(instances);
    Files.write(console, bytes(20 * MIB));
    trim.trimAll();
    byte[] printed = bytes(MIB);
    Files.write(console, printed);

    trim.trimAll();

    assertThat(Files.readAllBytes(console)).isEqualTo(printed);
  }

  @Test
  void trim_withoutHoles_givesAllFree() throws Exception {
    try (var guest = new RandomAccessFile(console.toFile(), "rw")) {
      guest.write(bytes(9 * MIB));

      new ConsoleTrim(instances, List.of("false")).trimAll();

      guest.write('x');
    }
    assertThat(onDisk()).isLessThanOrEqualTo(MIB);
    assertThat(Files.size(console)).isEqualTo(9 * MIB + 1);
  }

  private long onDisk() {
    return Long.parseLong(ExternalTool.of("stat", "-c", "%b").run(console).strip()) * 512;
  }

  private byte[] newest(int sizeBytes) throws IOException {
    try (var file = new RandomAccessFile(console.toFile(), "r")) {
      int length = Math.min(sizeBytes, ConsoleFile.KEPT_BYTES);
      var newest = new byte[length];
      file.seek(sizeBytes - length);
      file.readFully(newest);
      return newest;
    }
  }

  private static byte[] part(byte[] printed, int end) {
    return Arrays.copyOfRange(printed, Math.max(0, end - ConsoleFile.KEPT_BYTES), end);
  }

  private static byte[] bytes(int count) {
    var bytes = new byte[count];
    new Random(1).nextBytes(bytes);
    return bytes;
  }
}
