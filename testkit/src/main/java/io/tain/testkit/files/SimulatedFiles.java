package io.tain.testkit.files;

import io.tain.base.local.FileOperations;
import io.tain.testkit.TemporaryHome;
import io.tain.testkit.files.FileStep.Operation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// The steps of durable writes in a real directory, one of which may meet a fault.
///
/// After a crash every further step ends in [SimulatedCrash], so nothing is tidied up; whoever
/// looks at the directory then sees what the next process would. Safe for concurrent use, one
/// step at a time.
public final class SimulatedFiles implements FileOperations, AutoCloseable {
  /// What durable files append to the names of their targets while they are written.
  private static final Pattern TEMPORARY_PART = Pattern.compile("\\.[0-9a-f-]{36}\\.tmp$");

  private static final Set<StandardOpenOption> NEW_FILE =
      Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path root;
  private final Path graveyard;
  private final FilePlan plan;
  private final Unsynced unsynced;

  /// Guarded by this.
  private final List<FileStep> steps = new ArrayList<>();

  /// Guarded by this.
  private boolean crashed;

  /// The files below `root`, one step of which meets the plan's fault.
  ///
  /// @param root a directory that exists; what it holds counts as durable
  /// @throws IOException if no directory can be made beside it
  public SimulatedFiles(Path root, FilePlan plan) throws IOException {
    this.root = root.toAbsolutePath();
    this.plan = plan;
    this.graveyard = Files.createTempDirectory(this.root.getParent(), "unsynced-");
    this.unsynced = new Unsynced(graveyard);
  }

  /// The steps so far, the one that met the fault included.
  public synchronized List<FileStep> steps() {
    return List.copyOf(steps);
  }

  /// True when the planned crash has happened.
  public synchronized boolean hasCrashed() {
    return crashed;
  }

  /// Removes what was kept to be brought back.
  @Override
  public void close() throws IOException {
    TemporaryHome.deleteTree(graveyard);
  }

  @Override
  public OpenFile create(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    var channels = new ArrayList<FileChannel>();
    step(
        Operation.CREATE,
        path,
        () -> {
          channels.add(FileChannel.open(path, NEW_FILE, OWNER_ONLY));
          unsynced.created(path);
        });
    return new SimulatedFile(path, channels.getFirst());
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    Path path = directory.toAbsolutePath();
    step(
        Operation.CREATE_DIRECTORY,
        path,
        () -> {
          Files.createDirectory(path);
          unsynced.createdDirectory(path);
        });
  }

  @Override
  public void rename(Path from, Path to) throws IOException {
    Path target = to.toAbsolutePath();
    step(Operation.RENAME, target, () -> unsynced.rename(from.toAbsolutePath(), target));
  }

  @Override
  public void syncDirectory(Path directory) throws IOException {
    Path path = directory.toAbsolutePath();
    step(Operation.SYNC_DIRECTORY, path, () -> unsynced.syncedDirectory(path));
  }

  @Override
  public void delete(Path file) throws IOException {
    Path path = file.toAbsolutePath();
    step(Operation.DELETE, path, () -> unsynced.delete(path));
  }

  /// A durable step of something else than files, such as the commit of a database.
  ///
  /// @param torn what is left of a step that is torn
  public void commit(Path what, Action action, Action torn) throws IOException {
    step(Operation.COMMIT, what.toAbsolutePath(), action, torn);
  }

  private void step(Operation operation, Path path, Action action) throws IOException {
    step(operation, path, action, () -> {});
  }

  /// Does one step, or what the plan makes of it.
  ///
  /// @param torn what reaches the disk of a step that is torn
  private synchronized void step(Operation operation, Path path, Action action, Action torn)
      throws IOException {
    if (crashed) {
      throw new SimulatedCrash("this process has ended");
    }
    var step = new FileStep(steps.size() + 1, operation, roleOf(path));
    steps.add(step);
    if (step.number() != plan.stepNumber()) {
      action.run();
      return;
    }
    crashed = plan.fault().isCrash();
    switch (plan.fault()) {
      case KILLED, LANDED -> action.run();
      case WRITE_TORN -> torn.run();
      case WRITE_LOST, FAILED -> {}
      case UNSYNCED_LOST -> {
        action.run();
        unsynced.loseAll();
      }
    }
    if (crashed) {
      throw new SimulatedCrash(plan.fault() + " at step " + step);
    }
    throw new IOException("injected: " + plan.fault() + " at step " + step);
  }

  private String roleOf(Path path) {
    Path relative = path.startsWith(root) ? root.relativize(path) : path;
    String target = TEMPORARY_PART.matcher(relative.toString()).replaceFirst("");
    return plan.roles().apply(Path.of(target));
  }

  /// What a step does.
  @FunctionalInterface
  public interface Action {
    /// Does it.
    void run() throws IOException;
  }

  private final class SimulatedFile implements OpenFile {
    private final Path created;
    private final FileChannel channel;

    SimulatedFile(Path created, FileChannel channel) {
      this.created = created;
      this.channel = channel;
    }

    @Override
    public void write(ByteBuffer content) throws IOException {
      ByteBuffer half = content.duplicate().limit(content.position() + content.remaining() / 2);
      step(Operation.WRITE, created, () -> writeAll(content), () -> writeAll(half));
    }

    @Override
    public void sync() throws IOException {
      step(Operation.SYNC, created, () -> unsynced.synced(created));
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }

    private void writeAll(ByteBuffer content) throws IOException {
      while (content.hasRemaining()) {
        channel.write(content);
      }
    }
  }
}
