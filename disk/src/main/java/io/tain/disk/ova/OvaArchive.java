package io.tain.disk.ova;

import io.tain.base.ByteRange;
import io.tain.base.TainException;
import io.tain.disk.DiskArchive.Product;
import io.tain.disk.UnreadBytesException;
import io.tain.disk.Violation;
import io.tain.disk.VirtualDisk;
import io.tain.disk.ova.OvfDescriptor.FileReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine in one file, by rule O1 of docs/THREATS.md: only what is a member of the archive
/// exists.
///
/// @param disks in the order of the descriptor
/// @param products as the descriptor names them
/// @param isVerified false when members were left out that should have been compared with digests
/// @param notices what is unusual but no reason to refuse it
public record OvaArchive(
    List<OvaDisk> disks, List<Product> products, boolean isVerified, List<Violation> notices) {
  private static final String DESCRIPTOR = ".ovf";
  private static final String MANIFEST = ".mf";
  private static final String CERTIFICATE = ".cert";

  public OvaArchive {
    disks = List.copyOf(disks);
    products = List.copyOf(products);
    notices = List.copyOf(notices);
  }

  /// True for a tar archive whose first member is a descriptor, or may be, when it was not read.
  ///
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static boolean isIn(VirtualDisk file) throws IOException {
    try {
      return TarMembers.firstName(file)
          .filter(name -> new TarMember(name, new ByteRange(0, 0)).endsWith(DESCRIPTOR))
          .isPresent();
    } catch (UnreadBytesException beyond) {
      return true;
    }
  }

  /// Reads an archive and compares the members with their digests.
  ///
  /// @param maxBytes how long the members may be together to be compared
  /// @throws io.tain.disk.UnsafeDiskException if it names a file that is no member, or asks for
  ///     more than an archive of disks needs
  /// @throws io.tain.disk.MalformedDiskException if it is damaged, or a digest is wrong
  /// @throws TainException `disk.unsupported` for files in several pieces
  /// @throws IOException if the file cannot be read; the call may be repeated
  public static OvaArchive read(VirtualDisk file, long maxBytes) throws IOException {
    return new Reading(file, maxBytes, TarMembers.of(file)).archive();
  }

  /// What one reading knows.
  private record Reading(VirtualDisk file, long maxBytes, List<TarMember> members) {
    OvaArchive archive() throws IOException {
      TarMember first = members.getFirst();
      if (!first.endsWith(DESCRIPTOR)) {
        throw OvaRefusal.malformed(0, "a descriptor as the first member", first.name());
      }
      OvfDescriptor descriptor =
          OvfReader.read(content(first, OvfDescriptor.MAX_BYTES).array(), first.range().offset());
      List<OvaDisk> disks = disks(descriptor, first.range().offset());
      var notices = new ArrayList<Violation>();
      boolean isVerified = checkDigests(first.stem(), notices);
      return new OvaArchive(disks, descriptor.products(), isVerified, notices);
    }

    /// @return false when there were too many bytes to compare
    private boolean checkDigests(String stem, List<Violation> notices) throws IOException {
      Optional<TarMember> manifest = named(stem + MANIFEST);
      if (named(stem + CERTIFICATE).isPresent()) {
        notices.add(new Violation("", "O1", 0, "a signature, which is not checked"));
      }
      if (manifest.isEmpty()) {
        notices.add(new Violation("", "O1", 0, "no manifest: nothing says what its members were"));
        return true;
      }
      List<TarMember> listed =
          members.stream()
              .filter(member -> !member.equals(manifest.get()))
              .filter(member -> !member.name().equals(stem + CERTIFICATE))
              .toList();
      long at = manifest.get().range().offset();
      Manifest digests = Manifest.of(content(manifest.get(), Manifest.MAX_BYTES), at);
      digests.requireNames(listed);
      long bytes = listed.stream().mapToLong(member -> member.range().length()).sum();
      if (bytes > maxBytes) {
        notices.add(
            new Violation("", "O1", at, "%d bytes not compared with digests".formatted(bytes)));
        return false;
      }
      digests.requireContent(listed, file);
      return true;
    }

    private List<OvaDisk> disks(OvfDescriptor descriptor, long at) {
      Map<String, OvaDisk> files = new HashMap<>();
      for (FileReference reference : descriptor.files()) {
        if (files.put(reference.id(), file(reference, at)) != null) {
          throw OvaRefusal.malformed(
              at, "one file of an id", OvaRefusal.quoted(reference.id()) + " twice");
        }
      }
      var used = new HashSet<String>();
      var disks = new ArrayList<OvaDisk>();
      for (OvfDescriptor.Disk disk : descriptor.disks()) {
        if (!disk.parentId().isEmpty()) {
          throw OvaRefusal.unsafe(at, "a disk that needs a parent");
        }
        if (!disk.fileId().isEmpty()) {
          OvaDisk found = files.get(disk.fileId());
          if (found == null) {
            throw OvaRefusal.malformed(
                at, "a file for each disk", OvaRefusal.quoted(disk.fileId()));
          }
          if (!used.add(found.name())) {
            throw OvaRefusal.unsafe(at, "one file for two disks: " + found.name());
          }
          disks.add(new OvaDisk(found.name(), found.range(), found.isGzipped(), disk.format()));
        }
      }
      if (disks.isEmpty()) {
        throw OvaRefusal.malformed(at, "at least one disk with a file", "none");
      }
      return disks;
    }

    private OvaDisk file(FileReference reference, long at) {
      if (!reference.chunkSize().isEmpty()) {
        throw OvaRefusal.unsupported(at, "a file in several pieces");
      }
      TarMember member =
          named(reference.href())
              .orElseThrow(
                  () ->
                      OvaRefusal.unsafe(
                          at,
                          "a file that is not in the archive: "
                              + OvaRefusal.quoted(reference.href())));
      String size = String.valueOf(member.range().length());
      if (!reference.size().isEmpty() && !reference.size().equals(size)) {
        throw OvaRefusal.malformed(
            member.range().offset(),
            "%s bytes of %s".formatted(OvaRefusal.quoted(reference.size()), member.name()),
            size);
      }
      boolean isGzipped =
          switch (reference.compression()) {
            case "", "identity" -> false;
            case "gzip" -> true;
            default ->
                throw OvaRefusal.unsupported(
                    at, "the compression " + OvaRefusal.quoted(reference.compression()));
          };
      return new OvaDisk(member.name(), member.range(), isGzipped, "");
    }

    private Optional<TarMember> named(String name) {
      return members.stream().filter(member -> member.name().equals(name)).findFirst();
    }

    private ByteBuffer content(TarMember member, int maxBytes) throws IOException {
      if (member.range().length() > maxBytes) {
        throw OvaRefusal.unsafe(
            member.range().offset(), "%s of more than %d bytes".formatted(member.name(), maxBytes));
      }
      return file.bytes(member.range());
    }
  }
}
