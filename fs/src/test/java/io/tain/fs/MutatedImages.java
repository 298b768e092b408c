package io.tain.fs;

import static org.assertj.core.api.Assertions.assertThat;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.disk.VirtualDisk;
import io.tain.fs.registry.FileSystems;
import io.tain.testkit.MutantTally;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/// Damages an image in seeded ways and reads all of it each time.
///
/// The only outcomes are a read, `fs.malformed` and `fs.unsupported`, within a bound of reads.
public final class MutatedImages {
  /// Generators of neighbouring seeds begin alike; those of seeds far apart do not.
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private static final int MAX_FILE_READ_BYTES = 1 << 20;
  private static final long MAX_READS = 400_000;
  private static final long MAX_BYTES = 2L << 30;

  private final byte[] image;
  private final String subject;
  private final ImageMutation mutation;

  /// @param image sound
  /// @param headers places that are damaged more often: `OFFSET+LENGTH` with blanks between
  public MutatedImages(byte[] image, String details, String headers) {
    this(image, details, headers, ImageMutation.Seal.NONE);
  }

  /// @param details what tells it from others of its type in a report
  /// @param seal makes checksums right, so that damage reaches what they protect
  public MutatedImages(byte[] image, String details, String headers, ImageMutation.Seal seal) {
    this.subject = (typeOf(image) + " " + details).strip();
    this.image = image.clone();
    this.mutation = new ImageMutation(this.image, structureOf(image), headers, seal);
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
      byte[] mutant = mutation.of(new Random((seed * 1_000_003 + i) * SPREAD));
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
    fileSystem.label();
    fileSystem.uuid();
    fileSystem.usedBytes();
    fileSystem.notices();
    fileSystem.allocatedRanges(_ -> {});
    fileSystem.find("/a/../b/./link/../../etc/os-release");
    fileSystem.list(
        fileSystem.root(),
        entry -> fileSystem.find(entry.path().toUpperCase(Locale.ROOT) + "/below"));
    fileSystem.walk(fileSystem.root(), entry -> readOne(fileSystem, entry));
  }

  private static void readOne(FileSystem fileSystem, FileEntry entry) throws IOException {
    readStructure(fileSystem, entry);
    if (entry.isLink()) {
      fileSystem.find(entry.path());
    } else if (entry.isFile()) {
      int length = (int) Math.min(entry.sizeBytes(), MAX_FILE_READ_BYTES);
      InputStream content = fileSystem.open(entry);
      content.read();
      content.readNBytes(length);
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
      fileSystem.allocatedRanges(_ -> {});
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
}
