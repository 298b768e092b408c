package io.tain.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.VirtualDisk;
import io.tain.fs.registry.FileSystems;
import io.tain.testkit.MutantTally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/// Damages an image in seeded ways and reads all of it each time.
///
/// The only outcomes are a read, `fs.malformed` and `fs.unsupported`, within a bound of reads.
public final class MutatedImages {
  private static final int[] EDGES = {
    0, 1, 2, 3, 4, 8, 12, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, -1
  };
  private static final int MAX_FILE_READ_BYTES = 1 << 20;
  private static final int LINE_BYTES = 16;
  private static final long MAX_READS = 400_000;
  private static final long MAX_BYTES = 2L << 30;

  private final byte[] image;
  private final String subject;
  private final int[] lines;

  /// Those of the lines that are read without the content of any file.
  private final int[] tables;

  /// @param image sound; its bytes that are not zero are the ones to damage
  public MutatedImages(byte[] image) {
    this(image, "");
  }

  /// @param details what tells it from others of its type in a report
  public MutatedImages(byte[] image, String details) {
    this.subject = (typeOf(image) + " " + details).strip();
    this.image = image.clone();
    this.lines =
        IntStream.range(0, image.length / LINE_BYTES)
            .filter(line -> !isZero(image, line * LINE_BYTES))
            .toArray();
    BoundedDisk structure = structureOf(image);
    this.tables =
        Arrays.stream(lines).filter(line -> structure.isRead(line * LINE_BYTES)).toArray();
  }

  /// Reads so many damaged images and counts the outcomes; INTERNAL stands for a whole read.
  ///
  /// @param count unless the system property `tain.fuzz.cases` asks for another number
  public Map<ErrorCode, Integer> read(int count, long seed) throws IOException {
    var tally = new MutantTally(subject);
    assertThat(outcome(image.clone(), seed, -1)).isEqualTo(ErrorCode.INTERNAL);
    Map<ErrorCode, Integer> outcomes = new EnumMap<>(ErrorCode.class);
    int cases = Integer.getInteger("tain.fuzz.cases", count);
    for (int i = 0; i < cases; i++) {
      byte[] mutant = mutated(new Random(seed * 1_000_003 + i));
      ErrorCode outcome = outcome(mutant, seed, i);
      outcomes.merge(outcome, 1, Integer::sum);
      tally.add(MutantTally.isWanted() && isPastHeaders(mutant), outcome == ErrorCode.INTERNAL);
    }
    tally.report();
    assertThat(outcomes.keySet())
        .isSubsetOf(ErrorCode.FS_MALFORMED, ErrorCode.FS_UNSUPPORTED, ErrorCode.INTERNAL);
    return outcomes;
  }

  /// Opens a disk and reads every directory, link, run and file, of files at most the first MiB.
  public static void readAll(VirtualDisk disk) throws IOException {
    Optional<FileSystem> opened = FileSystems.open(disk);
    if (opened.isEmpty()) {
      return;
    }
    FileSystem fileSystem = opened.get();
    fileSystem.usedBytes();
    fileSystem.notices();
    fileSystem.allocatedRanges(_ -> {});
    fileSystem.find("/a/../b/./link/../../etc/os-release");
    fileSystem.walk(fileSystem.root(), entry -> readOne(fileSystem, entry));
  }

  private static void readOne(FileSystem fileSystem, FileEntry entry) throws IOException {
    readStructure(fileSystem, entry);
    if (entry.isLink()) {
      fileSystem.find(entry.path());
    } else if (entry.isFile()) {
      int length = (int) Math.min(entry.sizeBytes(), MAX_FILE_READ_BYTES);
      fileSystem.read(entry, 0, ByteBuffer.allocate(length));
      fileSystem.read(entry, entry.sizeBytes() - length, ByteBuffer.allocate(length));
    }
  }

  private static boolean isPastHeaders(byte[] mutant) throws IOException {
    try {
      return FileSystems.open(new BoundedDisk(mutant, MAX_READS, MAX_BYTES)).isPresent();
    } catch (TainException refused) {
      return false;
    }
  }

  private static BoundedDisk structureOf(byte[] image) {
    var disk = new BoundedDisk(image, MAX_READS, MAX_BYTES);
    try {
      FileSystem fileSystem = FileSystems.open(disk).orElseThrow();
      readStructure(fileSystem, fileSystem.root());
      fileSystem.usedBytes();
      fileSystem.walk(fileSystem.root(), entry -> readStructure(fileSystem, entry));
      return disk;
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static void readStructure(FileSystem fileSystem, FileEntry entry) throws IOException {
    fileSystem.extendedAttributes(entry);
    if (entry.isLink()) {
      fileSystem.linkTarget(entry);
    } else if (entry.isFile()) {
      fileSystem.runs(entry);
      fileSystem.holes(entry);
    }
  }

  private static String typeOf(byte[] image) {
    try {
      return FileSystems.identify(new BoundedDisk(image, MAX_READS, MAX_BYTES));
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static ErrorCode outcome(byte[] damaged, long seed, int index) {
    try {
      readAll(new BoundedDisk(damaged, MAX_READS, MAX_BYTES));
      return ErrorCode.INTERNAL;
    } catch (TainException refused) {
      return refused.code();
    } catch (IOException | RuntimeException | Error unexpected) {
      throw new AssertionError("seed " + seed + ", image " + index, unexpected);
    }
  }

  private byte[] mutated(Random random) {
    byte[] damaged = image.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = line(random) * LINE_BYTES + random.nextInt(LINE_BYTES);
      ByteBuffer bytes = ByteBuffer.wrap(damaged).order(ByteOrder.LITTLE_ENDIAN);
      switch (random.nextInt(5)) {
        case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes.putInt(at & ~3, EDGES[random.nextInt(EDGES.length)]);
        case 2 -> bytes.putShort(at & ~1, (short) EDGES[random.nextInt(EDGES.length)]);
        case 3 -> bytes.putInt(at & ~3, random.nextInt(image.length / 1024));
        default -> copyBlock(damaged, at, random);
      }
    }
    boolean isCut = random.nextInt(40) == 0;
    return isCut ? Arrays.copyOf(damaged, random.nextInt(damaged.length)) : damaged;
  }

  private int line(Random random) {
    int[] some = random.nextInt(8) == 0 ? lines : tables;
    return some[random.nextInt(some.length)];
  }

  /// A block in the place of another: tables that point to themselves and to each other.
  private void copyBlock(byte[] damaged, int at, Random random) {
    int from = line(random) * LINE_BYTES;
    System.arraycopy(damaged, from & ~1023, damaged, at & ~1023, 1024);
  }

  private static boolean isZero(byte[] image, int start) {
    for (int i = start; i < start + LINE_BYTES; i++) {
      if (image[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
