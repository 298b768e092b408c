package io.tain.cli.context;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/// Which Tain this is, and what it runs on.
///
/// @param version of the program, such as `0.1.0`
/// @param commit that it was built from, with `-dirty` when files differed from it, or `unknown`
/// @param java version of the JDK that runs it
public record ProgramVersion(String version, String commit, String java) {
  /// What the build wrote into this program.
  public static ProgramVersion current() {
    var written = new Properties();
    try (InputStream in = ProgramVersion.class.getResourceAsStream("build.properties")) {
      written.load(Objects.requireNonNull(in, "build.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ProgramVersion(
        written.getProperty("version"),
        written.getProperty("commit"),
        Runtime.version().toString());
  }
}
