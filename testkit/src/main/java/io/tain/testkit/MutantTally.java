package io.tain.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// How the damaged copies of one file fared, for the proof that counts them.
///
/// The proof names a file in the system property `tain.tally`; without it nothing is told.
public final class MutantTally {
  private static final Optional<Path> REPORT =
      Optional.ofNullable(System.getProperty("tain.tally")).map(Path::of);

  private final String subject;
  private int mutants;
  private int passedHeaders;
  private int read;

  /// @param subject what was damaged, such as `qcow2 v3-zlib`
  public MutantTally(String subject) {
    this.subject = subject;
  }

  /// True when somebody wants to know: then it may cost something to find out.
  public static boolean isWanted() {
    return REPORT.isPresent();
  }

  /// Counts one mutant.
  public void add(boolean isPastHeaders, boolean isRead) {
    mutants++;
    passedHeaders += isPastHeaders || isRead ? 1 : 0;
    read += isRead ? 1 : 0;
  }

  /// Adds a line to the report: subject, mutants, past the headers' checks, read; tabs between.
  ///
  /// @throws IOException if it cannot be written
  public void report() throws IOException {
    if (REPORT.isPresent()) {
      String line = "%s\t%d\t%d\t%d%n".formatted(subject, mutants, passedHeaders, read);
      Files.writeString(REPORT.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
  }
}
