package io.tain.app;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.catalog.Architecture;
import io.tain.catalog.Firmware;
import io.tain.catalog.Target;
import io.tain.disk.Partition;
import io.tain.disk.PartitionTable;
import io.tain.disk.registry.PartitionTables;
import io.tain.inspect.Inspector;
import io.tain.inspect.InstalledSystem;
import io.tain.store.ChunkStore;
import io.tain.store.ManifestPlace;
import io.tain.store.StoredDisk;
import java.io.IOException;
import java.util.Optional;

/// Finds out what machine and what system a disk is for; what it cannot tell stays unknown.
public final class RecogniseSystem {
  /// The GPT type of an EFI system partition.
  private static final String ESP = "c12a7328-f81f-11d2-ba4b-00a0c93ec93b";

  private final ChunkStore store;
  private final Inspector inspector;

  public RecogniseSystem(ChunkStore store, Inspector inspector) {
    this.store = store;
    this.inspector = inspector;
  }

  /// Looks at a disk whose bytes are durable.
  ///
  /// @throws TainException `store.damaged`, `store.missing` if what was just written is not there
  /// @throws IOException if the store cannot be read; the call may be repeated
  public Recognised run(ManifestPlace place) throws IOException {
    try (StoredDisk disk = store.open(place)) {
      PartitionTable table = PartitionTables.read(disk);
      Optional<InstalledSystem> system = inspector.inspect(disk, table).system();
      return new Recognised(
          new Target(
              system
                  .map(found -> Architecture.called(found.architecture()))
                  .orElse(Architecture.UNKNOWN),
              firmware(table)),
          system.map(RecogniseSystem::os));
    } catch (TainException e) {
      if (e.code() == ErrorCode.STORE_DAMAGED || e.code() == ErrorCode.STORE_MISSING) {
        throw e;
      }
      // A damaged file system is no reason to refuse a disk; it is found again by who looks inside.
      return new Recognised(new Target(Architecture.UNKNOWN, Firmware.UNKNOWN), Optional.empty());
    }
  }

  private static String os(InstalledSystem system) {
    return system.release().id() + "-" + system.release().versionId();
  }

  private static Firmware firmware(PartitionTable table) {
    boolean hasEsp = table.partitions().stream().map(Partition::type).anyMatch(ESP::equals);
    return hasEsp ? Firmware.UEFI : Firmware.UNKNOWN;
  }

  /// What was found.
  ///
  /// @param os such as `debian-12`
  public record Recognised(Target target, Optional<String> os) {}
}
