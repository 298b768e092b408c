package io.tain.store.index;

import io.tain.store.PackName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The places of the chunks of one import, in bounded memory: what is too much goes to scratch
/// runs.
///
/// For one thread.
public final class ScratchPlaces implements AutoCloseable {
  /// The ending of scratch runs, which are nobody's once their process has ended.
  public static final String SUFFIX = ".scratch";

  private final Path directory;
  private final String name;
  private final List<RunFile> runs = new ArrayList<>();
  private PlaceTable table = new PlaceTable();

  /// Places that spill into files of `directory`, whose names begin with `name`.
  public ScratchPlaces(Path directory, String name) {
    this.directory = directory;
    this.name = name;
  }

  /// Remembers the place of the chunk whose id begins with this prefix.
  public void put(long high, long low, ChunkPlace place) throws IOException {
    table.put(high, low, place);
    if (table.isFull()) {
      spill();
    }
  }

  /// The place of the chunk whose id begins with this prefix.
  public Optional<ChunkPlace> find(long high, long low) throws IOException {
    Optional<ChunkPlace> recent = table.find(high, low);
    if (recent.isPresent() || runs.isEmpty()) {
      return recent;
    }
    var found = new ArrayList<ChunkPlace>();
    for (RunFile run : runs) {
      run.find(high, low, found);
    }
    return found.stream().findFirst();
  }

  /// True when no place was put.
  public boolean isEmpty() {
    return table.size() == 0 && runs.isEmpty();
  }

  RunSource source() {
    var parts = new ArrayList<RunSource.Part>();
    runs.forEach(run -> parts.add(RunSource.Part.of(run)));
    parts.add(RunSource.Part.of(table));
    return new RunSource(parts);
  }

  /// Removes the scratch files.
  @Override
  public void close() throws IOException {
    for (RunFile run : runs) {
      run.close();
      Files.deleteIfExists(run.path());
    }
    runs.clear();
  }

  private void spill() throws IOException {
    Path path = directory.resolve(name + "-" + runs.size() + SUFFIX);
    try (var channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      var source = new RunSource(List.of(RunSource.Part.of(table)));
      RunWriter.write(source, Set.<PackName>of(), bytes -> writeAll(channel, bytes));
    }
    runs.add(RunFile.open(path));
    table = new PlaceTable();
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
