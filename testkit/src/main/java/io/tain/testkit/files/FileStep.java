package io.tain.testkit.files;

/// One durable step of a run.
///
/// @param number from 1
/// @param operation what was done
/// @param role of the file that it was done to
public record FileStep(int number, Operation operation, String role) {
  /// What the step is called in a table, such as `sync pack`.
  public String name() {
    return operation + " " + role;
  }

  @Override
  public String toString() {
    return number + " " + name();
  }

  /// The operations that a durable write is made of.
  public enum Operation {
    CREATE("create"),
    WRITE("write"),
    SYNC("sync"),
    RENAME("rename"),
    SYNC_DIRECTORY("sync directory of"),
    CREATE_DIRECTORY("create directory for"),
    DELETE("delete"),
    COMMIT("commit");

    private final String text;

    Operation(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
