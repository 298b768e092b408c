package io.tain.build.debian;

import io.tain.build.sandbox.Sandbox;
import io.tain.build.sandbox.Sandbox.Outcome;
import io.tain.build.scripts.Scripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The directory of one build; what an earlier one left there is removed first.
///
/// Files of a root tree may belong to users that only the sandbox can act for.
record Workspace(Path directory) {
  static Workspace create(Path directory, Sandbox sandbox) throws IOException {
    var work = new Workspace(directory);
    work.remove(sandbox);
    Files.createDirectories(directory.resolve("tmp"));
    Scripts.writeTo(work.scripts());
    return work;
  }

  void remove(Sandbox sandbox) throws IOException {
    if (Files.exists(directory)) {
      Outcome outcome = sandbox.run(List.of("rm", "-rf", "--", directory.toString()));
      if (!outcome.succeeded()) {
        throw new IOException(outcome.reason());
      }
    }
  }

  Path root() {
    return directory.resolve("root");
  }

  Path archive() {
    return directory.resolve("archive");
  }

  Path files() {
    return directory.resolve("files");
  }

  Path temporary() {
    return directory.resolve("tmp");
  }

  Path scripts() {
    return directory.resolve("scripts");
  }

  String script(String name) {
    return scripts().resolve(name).toString();
  }

  Path file(String name) {
    return directory.resolve(name);
  }
}
