package io.tain.db.jdbc;

import io.tain.base.ErrorCode;
import io.tain.base.TainException;
import io.tain.base.local.FileFailures;
import io.tain.db.ConstraintException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What a failure that a driver reports means.
///
/// Sources: the result codes of SQLite, and PostgreSQL's appendix A (SQLSTATE).
sealed interface SqlFailures {
  /// The exception that says it.
  TainException meaning(SQLException failure);

  /// The same for a failure of a commit, after which it may be unknown whether it was one.
  default TainException meaningAtCommit(SQLException failure) {
    return meaning(failure);
  }

  /// The failure as one that no driver explained further.
  static TainException plain(SQLException failure) {
    return TainException.of(ErrorCode.DATABASE_FAILED, "reason", reason(failure)).causedBy(failure);
  }

  private static String reason(SQLException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }

  /// Failures of SQLite on a file.
  record Sqlite(String path) implements SqlFailures {
    private static final Set<SQLiteErrorCode> WRITING =
        EnumSet.of(
            SQLiteErrorCode.SQLITE_IOERR_WRITE,
            SQLiteErrorCode.SQLITE_IOERR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR_DIR_FSYNC,
            SQLiteErrorCode.SQLITE_IOERR_TRUNCATE,
            SQLiteErrorCode.SQLITE_IOERR_SHMOPEN,
            SQLiteErrorCode.SQLITE_IOERR_SHMSIZE,
            SQLiteErrorCode.SQLITE_IOERR_SHMMAP);

    private static final int BUSY = 5;
    private static final int LOCKED = 6;
    private static final int READONLY = 8;
    private static final int INPUT_OUTPUT = 10;
    private static final int CORRUPT = 11;
    private static final int FULL = 13;
    private static final int CONSTRAINT = 19;
    private static final int NOT_A_DATABASE = 26;

    @Override
    public TainException meaning(SQLException failure) {
      // The upper bytes of an extended code only refine the lowest.
      return switch (failure.getErrorCode() & 0xff) {
        case BUSY, LOCKED -> new GivenUpException(failure);
        case CONSTRAINT -> constraint(failure);
        case FULL -> TainException.of(ErrorCode.FILE_NO_SPACE, "path", path).causedBy(failure);
        case READONLY -> TainException.of(ErrorCode.FILE_FORBIDDEN, "path", path).causedBy(failure);
        case CORRUPT, NOT_A_DATABASE ->
            TainException.of(ErrorCode.DATABASE_DAMAGED, "path", path, "reason", reason(failure))
                .causedBy(failure);
        case INPUT_OUTPUT -> inputOutput(failure);
        default -> plain(failure);
      };
    }

    /// What could not be written to a full disk, which the library says only of the main files.
    private TainException inputOutput(SQLException failure) {
      if (failure instanceof SQLiteException written && WRITING.contains(written.getResultCode())) {
        try {
          FileFailures.explained(Path.of(path), new IOException(failure));
        } catch (TainException full) {
          return full;
        }
      }
      return plain(failure);
    }
  }

  /// Failures of PostgreSQL.
  record Postgres() implements SqlFailures {
    @Override
    public TainException meaning(SQLException failure) {
      String state = String.valueOf(failure.getSQLState());
      return switch (state) {
        case "40001", "40P01" -> new GivenUpException(failure);
        default -> {
          if (lost(state)) {
            yield new GivenUpException(failure);
          }
          yield state.startsWith("23") ? constraint(failure) : plain(failure);
        }
      };
    }

    @Override
    public TainException meaningAtCommit(SQLException failure) {
      return lost(String.valueOf(failure.getSQLState())) ? plain(failure) : meaning(failure);
    }

    /// True when the connection is gone, or its server is going; what had not been committed is
    /// undone.
    private static boolean lost(String state) {
      return state.startsWith("08") || state.startsWith("57P0");
    }
  }

  private static TainException constraint(SQLException failure) {
    return new ConstraintException(reason(failure)).causedBy(failure);
  }

  /// A transaction that the database gave up: it left nothing and may be run again.
  final class GivenUpException extends TainException {
    private static final long serialVersionUID = 1L;

    GivenUpException(SQLException failure) {
      super(ErrorCode.DATABASE_FAILED, arguments("reason", reason(failure)));
      initCause(failure);
    }
  }
}
