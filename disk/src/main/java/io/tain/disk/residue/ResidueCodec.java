package io.tain.disk.residue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.tain.disk.MalformedDiskException;
import io.tain.disk.Place.Codec;
import io.tain.disk.residue.Residue.Packing;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// How a residue is written down.
///
/// | bytes | field |
/// |---|---|
/// | 4, 4 | magic `TNRS`, version 1 |
/// | 4, 4 | codec of compressed blocks (its number), bytes of a block |
/// | 8, 8 | compressed blocks, those that are made again |
/// | 8, 4 | bytes of all literals; number of runs |
/// | 3 columns | kinds, lengths and sources of the runs: two lengths (4 each), zstd |
/// | pieces | of the literals: length (4), bytes |
///
/// Lengths are numbers in groups of seven bits, the lowest first. So are sources, as the distance
/// from where the run before ended on the disk, with the sign in the lowest bit; literals have
/// none, because they follow each other.
final class ResidueCodec {
  private static final int MAGIC = 0x544E_5253;
  private static final int VERSION = 1;
  private static final int MAX_RUNS = 1 << 24;
  private static final int MAX_COLUMN_BYTES = 10 * MAX_RUNS;
  private static final int LEVEL = 9;

  /// In the order of their numbers.
  private static final List<Codec> CODECS = List.of(Codec.DEFLATE, Codec.ZLIB, Codec.ZSTD);

  private ResidueCodec() {}

  static byte[] encode(Residue residue) {
    var kinds = new ByteArrayOutputStream();
    var lengths = new ByteArrayOutputStream();
    var sources = new ByteArrayOutputStream();
    Segments runs = residue.segments();
    long expected = 0;
    for (int i = 0; i < runs.count(); i++) {
      long length = runs.end(i) - runs.start(i);
      kinds.write(runs.kind(i));
      number(lengths, length);
      if (runs.kind(i) == Segments.HELD || runs.kind(i) == Segments.PACKED) {
        long distance = runs.source(i) - expected;
        number(sources, distance << 1 ^ distance >> 63);
        expected = runs.source(i) + onDisk(runs.kind(i), length, residue.packing());
      }
    }
    var bytes = new ByteArrayOutputStream();
    Packing packing = residue.packing();
    bytes.writeBytes(
        ByteBuffer.allocate(44)
            .putInt(MAGIC)
            .putInt(VERSION)
            .putInt(CODECS.indexOf(packing.codec()))
            .putInt(packing.blockBytes())
            .putLong(packing.blocks())
            .putLong(packing.reproduced())
            .putLong(residue.literals().length())
            .putInt(runs.count())
            .array());
    for (ByteArrayOutputStream column : List.of(kinds, lengths, sources)) {
      byte[] packed = Zstd.compress(column.toByteArray(), LEVEL);
      bytes.writeBytes(ByteBuffer.allocate(8).putInt(column.size()).putInt(packed.length).array());
      bytes.writeBytes(packed);
    }
    for (byte[] piece : residue.literals().pieces()) {
      bytes.writeBytes(ByteBuffer.allocate(4).putInt(piece.length).array());
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  static Residue decode(byte[] encoded) {
    ByteBuffer bytes = ByteBuffer.wrap(encoded);
    try {
      expect(bytes.getInt() == MAGIC && bytes.getInt() == VERSION, bytes, "a residue, version 1");
      int codec = bytes.getInt();
      int blockBytes = bytes.getInt();
      expect(
          codec >= 0 && codec < CODECS.size() && blockBytes >= 0 && blockBytes <= 2 << 20,
          bytes,
          "a codec and blocks of at most 2 MiB");
      var packing = new Packing(CODECS.get(codec), blockBytes, bytes.getLong(), bytes.getLong());
      long literalBytes = bytes.getLong();
      int count = bytes.getInt();
      expect(count >= 0 && count <= MAX_RUNS && literalBytes >= 0, bytes, "at most 2^24 runs");
      Segments runs = runs(bytes, count, packing, literalBytes);
      return new Residue(runs, literals(bytes, literalBytes), packing);
    } catch (BufferUnderflowException | ZstdException damage) {
      throw (MalformedDiskException)
          new MalformedDiskException(
                  Residue.FORMAT, bytes.position(), "a whole residue", "a damaged one")
              .causedBy(damage);
    }
  }

  private static Segments runs(ByteBuffer bytes, int count, Packing packing, long literalBytes) {
    ByteBuffer kinds = column(bytes);
    ByteBuffer lengths = column(bytes);
    ByteBuffer sources = column(bytes);
    var runs = new Segments();
    long expected = 0;
    long literal = 0;
    for (int i = 0; i < count; i++) {
      int kind = kinds.get();
      long length = number(lengths);
      expect(
          length > 0 && length <= Long.MAX_VALUE - runs.end(), bytes, "a run of at least one byte");
      switch (kind) {
        case Segments.ZEROS -> runs.add(kind, 0, length);
        case Segments.LITERAL -> {
          expect(length <= literalBytes - literal, bytes, "as many literals as there are");
          runs.add(kind, literal, length);
          literal += length;
        }
        case Segments.HELD, Segments.PACKED -> {
          expect(kind == Segments.HELD || packing.blockBytes() > 0, bytes, "the size of a block");
          long distance = number(sources);
          long source = expected + (distance >>> 1 ^ -(distance & 1));
          expect(source >= 0 && source < 1L << 60, bytes, "a place on the disk");
          runs.add(kind, source, length);
          expected = source + onDisk(kind, length, packing);
        }
        default -> expect(false, bytes, "a kind of run");
      }
    }
    boolean isWhole = !kinds.hasRemaining() && !lengths.hasRemaining() && !sources.hasRemaining();
    expect(isWhole && literal == literalBytes, bytes, "nothing but runs");
    return runs;
  }

  private static long onDisk(int kind, long length, Packing packing) {
    return kind == Segments.PACKED ? packing.blockBytes() : length;
  }

  private static Literals literals(ByteBuffer bytes, long length) {
    var pieces = new ArrayList<byte[]>();
    for (long at = 0; at < length; at += Literals.PIECE_BYTES) {
      pieces.add(taken(bytes, bytes.getInt()));
    }
    return new Literals(pieces, length);
  }

  private static ByteBuffer column(ByteBuffer bytes) {
    int length = bytes.getInt();
    expect(length >= 0 && length <= MAX_COLUMN_BYTES, bytes, "a column of at most 160 MiB");
    byte[] packed = taken(bytes, bytes.getInt());
    expect(length / 100_000 <= packed.length, bytes, "a column that was compressed");
    return ByteBuffer.wrap(Zstd.decompress(packed, length));
  }

  private static byte[] taken(ByteBuffer bytes, int length) {
    expect(length >= 0 && length <= bytes.remaining(), bytes, "bytes inside the residue");
    byte[] taken = new byte[length];
    bytes.get(taken);
    return taken;
  }

  private static void number(ByteArrayOutputStream target, long number) {
    long left = number;
    while ((left & ~0x7FL) != 0) {
      target.write((int) (left & 0x7F) | 0x80);
      left >>>= 7;
    }
    target.write((int) left);
  }

  private static long number(ByteBuffer source) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte group = source.get();
      number |= (group & 0x7FL) << shift;
      if (group >= 0) {
        return number;
      }
    }
    throw new BufferUnderflowException();
  }

  private static void expect(boolean holds, ByteBuffer bytes, String expected) {
    if (!holds) {
      throw new MalformedDiskException(Residue.FORMAT, bytes.position(), expected, "another value");
    }
  }
}
