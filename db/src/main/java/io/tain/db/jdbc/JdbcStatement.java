package io.tain.db.jdbc;

import io.tain.db.SqlTime;
import io.tain.db.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A statement of a [JdbcTransaction].
final class JdbcStatement implements Statement {
  private static final int MAX_LIST = 10_000;
  private static final int FETCH_ROWS = 1_000;

  private final JdbcTransaction tx;
  private final NamedSql sql;
  private final Map<String, List<@Nullable Object>> values = new HashMap<>();

  JdbcStatement(JdbcTransaction tx, NamedSql sql) {
    this.tx = tx;
    this.sql = sql;
  }

  @Override
  public Statement bind(String name, @Nullable Object value) {
    requireName(name);
    values.put(name, Collections.singletonList(sqlValue(value)));
    return this;
  }

  @Override
  public Statement bindList(String name, List<?> list) {
    requireName(name);
    if (list.size() > MAX_LIST) {
      throw new IllegalArgumentException("values in a list: " + list.size());
    }
    var bound = new ArrayList<@Nullable Object>();
    list.forEach(value -> bound.add(sqlValue(value)));
    values.put(name, bound);
    return this;
  }

  @Override
  public int update() {
    return prepared(PreparedStatement::executeUpdate);
  }

  @Override
  public <E> void updateAll(Iterable<E> elements, Binder<E> binder) {
    String text = sql.positional(_ -> 1);
    tx.attempt(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            boolean any = false;
            for (E element : elements) {
              binder.bind(this, element);
              setParameters(statement);
              statement.addBatch();
              any = true;
            }
            return any ? statement.executeBatch().length : 0;
          }
        });
  }

  @Override
  public <T> List<T> list(RowReader<T> reader) {
    var list = new ArrayList<T>();
    forEach(row -> list.add(reader.read(row)));
    return list;
  }

  @Override
  public <T> Optional<T> first(RowReader<T> reader) {
    return prepared(
        statement -> {
          try (ResultSet rows = statement.executeQuery()) {
            return rows.next() ? Optional.of(reader.read(row(rows))) : Optional.empty();
          }
        });
  }

  @Override
  public void forEach(RowConsumer consumer) {
    prepared(
        statement -> {
          statement.setFetchSize(FETCH_ROWS);
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              consumer.accept(row(rows));
            }
            return true;
          }
        });
  }

  private JdbcRow row(ResultSet rows) {
    return new JdbcRow(rows, tx.failures());
  }

  private <T> T prepared(Execution<T> execution) {
    return tx.attempt(
        connection -> {
          String text = sql.positional(name -> bound(name).size());
          try (PreparedStatement statement = connection.prepareStatement(text)) {
            setParameters(statement);
            return execution.run(statement);
          }
        });
  }

  private void setParameters(PreparedStatement statement) throws SQLException {
    int index = 1;
    for (String name : sql.names()) {
      for (Object value : bound(name)) {
        statement.setObject(index++, value);
      }
    }
  }

  private List<@Nullable Object> bound(String name) {
    List<@Nullable Object> bound = values.get(name);
    if (bound == null) {
      throw new IllegalArgumentException("parameter without a value: " + name);
    }
    return bound;
  }

  private void requireName(String name) {
    if (!sql.names().contains(name)) {
      throw new IllegalArgumentException("no such parameter: " + name);
    }
  }

  private static @Nullable Object sqlValue(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Optional<?> optional -> sqlValue(optional.orElse(null));
      case Instant time -> SqlTime.text(time);
      case String _, Long _, Integer _, Boolean _, byte[] _ -> value;
      case Enum<?> constant ->
          throw new IllegalArgumentException("bind the text of " + constant + ", not its name");
      default -> value.toString();
    };
  }

  private interface Execution<T> {
    T run(PreparedStatement statement) throws SQLException;
  }
}
