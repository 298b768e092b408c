package io.tain.db.jdbc;

import io.tain.db.Row;
import io.tain.db.SqlTime;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The row that a result set stands at.
record JdbcRow(ResultSet rows, SqlFailures failures) implements Row {
  @Override
  public String text(String column) {
    return required(column, rows::getString);
  }

  @Override
  public Optional<String> optionalText(String column) {
    return Optional.ofNullable(read(column, rows::getString));
  }

  @Override
  public long number(String column) {
    return required(column, rows::getLong);
  }

  @Override
  public int smallNumber(String column) {
    return Math.toIntExact(number(column));
  }

  @Override
  public boolean flag(String column) {
    return required(column, rows::getBoolean);
  }

  @Override
  public byte[] bytes(String column) {
    return required(column, rows::getBytes);
  }

  @Override
  public Instant time(String column) {
    return SqlTime.parse(text(column));
  }

  @Override
  public Optional<Instant> optionalTime(String column) {
    return optionalText(column).map(SqlTime::parse);
  }

  private <T> T required(String column, Column<T> reader) {
    T value = read(column, reader);
    if (value == null) {
      throw new IllegalStateException("column is null: " + column);
    }
    return value;
  }

  private <T> @Nullable T read(String column, Column<T> reader) {
    try {
      T value = reader.read(column);
      return rows.wasNull() ? null : value;
    } catch (SQLException e) {
      throw failures.meaning(e);
    }
  }

  private interface Column<T> {
    @Nullable T read(String column) throws SQLException;
  }
}
