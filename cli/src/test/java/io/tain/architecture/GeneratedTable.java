package io.tain.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/// A table at the end of a document, below its header rows, that the code can write itself.
///
/// With the property `tain.rewrite` the document is brought up to date instead of compared.
///
/// @param document its path in the project
/// @param rows of the table, each ending in a line feed
record GeneratedTable(String document, String rows) {
  private static final String RULE = "|---|";

  void assertUpToDate() {
    String text = Project.read(document);
    int rule = text.indexOf(RULE);
    assertThat(rule).as("the header of the table in " + document).isNotNegative();
    int begin = text.indexOf('\n', rule) + 1;
    if (Boolean.getBoolean("tain.rewrite")) {
      write(text.substring(0, begin) + rows);
    } else {
      assertThat(text.substring(begin))
          .as(
              "%s; bring it up to date with: mvn test -pl cli -am -Dtain.rewrite=true"
                  + " -Dtest='DocumentsTest,LicencesTest' -Dsurefire.failIfNoSpecifiedTests=false",
              document)
          .isEqualTo(rows);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(Project.ROOT.resolve(document), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
