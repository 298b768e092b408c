package io.tain.disk.residue;

import io.tain.disk.ContainerFormat;
import io.tain.disk.Place.Codec;
import io.tain.disk.VirtualDisk;
import java.io.IOException;
import java.util.Optional;

/// What a file holds beside the disk in it: headers, tables, padding, and the order of its blocks.
///
/// With the disk it gives the file back, bit for bit. Compressed blocks are compressed again; only
/// those are kept that do not come out the same.
public final class Residue {
  static final String FORMAT = "residue";

  private final Segments segments;
  private final Literals literals;
  private final Packing packing;

  /// How the compressed blocks of a file are made again.
  ///
  /// @param blockBytes of a whole block; 0 for a file without compressed ones
  /// @param blocks that the file holds compressed
  /// @param reproduced of them that came out the same
  public record Packing(Codec codec, int blockBytes, long blocks, long reproduced) {}

  Residue(Segments segments, Literals literals, Packing packing) {
    this.segments = segments;
    this.literals = literals;
    this.packing = packing;
  }

  /// The residue of a file.
  ///
  /// @param file as it was given
  /// @param disk that the container's reader finds in it
  /// @param maxLiteralBytes the most that may be kept, before it is compressed
  /// @return empty when more would have to be kept, or the file is too fragmented: then the file
  ///     itself is worth keeping
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static Optional<Residue> of(
      VirtualDisk file, VirtualDisk disk, ContainerFormat container, long maxLiteralBytes)
      throws IOException {
    var places = new PlacesInFile();
    container.places(file, places::add);
    return places.areTooMany()
        ? Optional.empty()
        : new Comparison(file, disk, maxLiteralBytes).residue(places);
  }

  /// The file, read from the disk and from what is kept here.
  ///
  /// @param disk closed with the file
  /// @throws io.tain.disk.MalformedDiskException if the disk is another one
  public VirtualDisk restore(VirtualDisk disk) {
    return new RestoredFile(disk, this);
  }

  /// How it is written down.
  public byte[] encoded() {
    return ResidueCodec.encode(this);
  }

  /// Reads what was written down.
  ///
  /// @throws io.tain.disk.MalformedDiskException if it is none
  public static Residue decode(byte[] bytes) {
    return ResidueCodec.decode(bytes);
  }

  /// How compressed blocks were made again.
  public Packing packing() {
    return packing;
  }

  Segments segments() {
    return segments;
  }

  Literals literals() {
    return literals;
  }
}
