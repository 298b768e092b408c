package io.tain.cli.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tain.api.Endpoints;
import io.tain.api.NbdRequest;
import io.tain.api.NbdView;
import io.tain.api.VersionView;
import io.tain.app.ContentDigest;
import io.tain.base.ByteSize;
import io.tain.base.Digest;
import io.tain.base.ErrorCode;
import io.tain.base.Home;
import io.tain.base.TainException;
import io.tain.cli.quickstart.Toured.ExportedCopy;
import io.tain.client.http.ServerClient;
import io.tain.client.http.Target;
import io.tain.client.transfer.ExportVersion;
import io.tain.disk.DiskFormat;
import io.tain.disk.OpenedDisk;
import io.tain.disk.registry.DiskFormats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Exports a version as qcow2, and proves that it is bit for bit what was stored.
final class ExportProof {
  private final Home home;
  private final TourReport report;

  ExportProof(Home home, TourReport report) {
    this.home = home;
    this.report = report;
  }

  /// Exports, compares with QEMU's own tool over NBD, and computes the content digest again.
  ///
  /// @throws TainException `digest.mismatch` if a byte differs
  ExportedCopy run(ServerClient server, String reference) throws IOException, InterruptedException {
    report.heading("quickstart.export");
    Path file = home.cache().resolve("quickstart.qcow2");
    Files.deleteIfExists(file);
    try {
      VersionView version =
          new ExportVersion(server, false).run(reference, DiskFormat.QCOW2, file, (_, _) -> {});
      long sizeBytes = Files.size(file);
      report.line("quickstart.exported", "size", ByteSize.text(sizeBytes));
      compare(server, reference, file);
      requireDigest(version, file);
      report.fact("quickstart.proof", version.contentDigest());
      return new ExportedCopy(
          DiskFormat.QCOW2.toString(),
          version.image(),
          version.version(),
          version.contentDigest(),
          sizeBytes);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private void compare(ServerClient server, String reference, Path file)
      throws IOException, InterruptedException {
    var request = new NbdRequest(reference, "", 0, 0);
    NbdView view = server.call(Endpoints.SERVE_NBD, Target.NONE, request);
    try {
      Process process =
          new ProcessBuilder(
                  "qemu-img", "compare", "-f", "qcow2", "-F", "raw", file.toString(), view.uri())
              .redirectErrorStream(true)
              .start();
      String answer = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
      if (process.waitFor() != 0) {
        throw mismatch("qemu-img compare", "0", answer);
      }
      report.line("quickstart.compared", "answer", answer);
    } finally {
      server.call(Endpoints.END_NBD, Target.of(view.export()));
    }
  }

  private void requireDigest(VersionView version, Path file) throws IOException {
    try (OpenedDisk opened = DiskFormats.open(file, DiskFormat.QCOW2)) {
      Digest found = ContentDigest.of(opened.disk());
      if (!found.toString().equals(version.contentDigest())) {
        throw mismatch("fs-verity", version.contentDigest(), found.toString());
      }
      report.line("quickstart.digest", "digest", found);
    }
  }

  private static TainException mismatch(String what, String expected, String found) {
    return TainException.of(
        ErrorCode.DIGEST_MISMATCH, "what", what, "expected", expected, "found", found);
  }
}
