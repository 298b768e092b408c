package io.tain.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.db.Database;
import io.tain.db.DatabasePlace.SqliteFile;
import io.tain.db.TestDatabases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SqliteDamageTest {
  @TempDir private Path folder;
  private SqliteFile place;

  @BeforeEach
  void choosePlace() {
    place = new SqliteFile(folder.resolve("tain.db"));
  }

  @Test
  void open_fileOfAnythingElse_isDamaged() throws IOException {
    byte[] bytes = new byte[8_192];
    new Random(1).nextBytes(bytes);
    Files.write(place.file(), bytes);

    assertCode(ErrorCode.DATABASE_DAMAGED, () -> TestDatabases.open(place));
    assertThat(place.file()).hasBinaryContent(bytes);
  }

  @Test
  void open_folderWhereTheFileShouldBe_failsByName() throws IOException {
    Files.createDirectories(place.file());

    assertCode(ErrorCode.DATABASE_FAILED, () -> TestDatabases.open(place));
  }

  @Test
  void open_fileWhereTheFolderShouldBe_failsByName() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    var inside = new SqliteFile(folder.resolve("file").resolve("tain.db"));

    assertCode(ErrorCode.FILE_FAILED, () -> TestDatabases.open(inside));
  }

  @Test
  void transact_noSpaceLeft_saysSoAndLeavesWhatWas() {
    try (Database database = TestDatabases.open(place)) {
      database.transact(tx -> tx.sql("create table big (data blob)").update());
      database.transact(
          tx -> tx.sql("pragma max_page_count = 30").first(row -> row.number("max_page_count")));

      assertCode(
          ErrorCode.FILE_NO_SPACE,
          () ->
              database.transact(
                  tx ->
                      tx.sql("insert into big (data) values (:data)")
                          .bind("data", new byte[1 << 20])
                          .update()));
      long rows =
          database
              .read(tx -> tx.sql("select count(*) as n from big").first(row -> row.number("n")))
              .orElseThrow();
      assertThat(rows).isZero();
    }
  }

  private static void assertCode(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            TainException.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}
