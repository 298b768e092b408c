package io.tain.base;

import java.util.Arrays;
import java.util.Optional;

/// Every error that Tain can answer; the texts are API and never change their meaning.
///
/// The sentence of each is `error.<text>` in the message bundle; docs/ERRORS.md lists them all.
public enum ErrorCode {
  BUILD_FAILED("build.failed", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  CHANNEL_MOVED("channel.moved", ErrorKind.CONFLICT, Remedy.RETRY),
  CHANNEL_NOT_FOUND("channel.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  COMMAND_USAGE("command.usage", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  CONFIG_MALFORMED("config.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  DATABASE_DAMAGED("database.damaged", ErrorKind.FAILED, Remedy.REPAIR_DATA),
  DATABASE_FAILED("database.failed", ErrorKind.FAILED, Remedy.RETRY),
  DATABASE_NEWER("database.newer", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  DIGEST_MALFORMED("digest.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  DIGEST_MISMATCH("digest.mismatch", ErrorKind.REFUSED, Remedy.REPAIR_DATA),
  DISK_CHOICE("disk.choice", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  DISK_FORMAT_MISMATCH("disk.format-mismatch", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  DISK_HOST_FAILED("disk-host.failed", ErrorKind.FAILED, Remedy.RETRY),
  DISK_MALFORMED("disk.malformed", ErrorKind.REFUSED, Remedy.REPAIR_DATA),
  DISK_UNSAFE("disk.unsafe", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  DISK_UNSUPPORTED("disk.unsupported", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  FILE_ELSEWHERE("file.elsewhere", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  FILE_EXISTS("file.exists", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  FILE_FAILED("file.failed", ErrorKind.FAILED, Remedy.RETRY),
  FILE_FORBIDDEN("file.forbidden", ErrorKind.FORBIDDEN, Remedy.FIX_REQUEST),
  FILE_NO_SPACE("file.no-space", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  FILE_NOT_A_DISK("file.not-a-disk", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  FILE_NOT_FOUND("file.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  FS_MALFORMED("fs.malformed", ErrorKind.REFUSED, Remedy.REPAIR_DATA),
  FS_NOT_FOUND("fs.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  FS_PATH_NOT_FOUND("fs.path-not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  FS_UNSUPPORTED("fs.unsupported", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  FS_WRONG_KIND("fs.wrong-kind", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  HOME_BUSY("home.busy", ErrorKind.CONFLICT, Remedy.RETRY),
  HOST_LACKS("host.lacks", ErrorKind.HOST_LACKS, Remedy.FIX_REQUEST),
  IMAGE_NOT_FOUND("image.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  IMPORT_CHANGED("import.changed", ErrorKind.CONFLICT, Remedy.RETRY),
  IMPORT_SESSION_LOST("import.session-lost", ErrorKind.CONFLICT, Remedy.RETRY),
  INSTANCE_EXISTS("instance.exists", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  INSTANCE_FAILED("instance.failed", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  INSTANCE_KILLED("instance.killed", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  INSTANCE_NOT_FOUND("instance.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  INSTANCE_WAIT_TIMEOUT("instance.wait-timeout", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  INTERNAL("internal", ErrorKind.FAILED, Remedy.REPORT_BUG),
  INTERRUPTED("interrupted", ErrorKind.INTERRUPTED, Remedy.RETRY),
  IO_FAILED("io.failed", ErrorKind.FAILED, Remedy.RETRY),
  KEY_EXPOSED("key.exposed", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  NAME_MALFORMED("name.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  OUTPUT_FAILED("output.failed", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  PACKAGES_MALFORMED("packages.malformed", ErrorKind.REFUSED, Remedy.REPAIR_DATA),
  PACKAGES_UNSUPPORTED("packages.unsupported", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  PACKAGE_UNAVAILABLE("package.unavailable", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  PARTITION_NOT_FOUND("partition.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  PORT_TAKEN("port.taken", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  QUOTA_EXCEEDED("quota.exceeded", ErrorKind.TOO_LARGE, Remedy.FIX_REQUEST),
  RECIPE_MALFORMED("recipe.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  REFERENCE_AMBIGUOUS("reference.ambiguous", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  REFERENCE_CONFLICT("reference.conflict", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  REFERENCE_MALFORMED("reference.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  REQUEST_MALFORMED("request.malformed", ErrorKind.USAGE, Remedy.FIX_REQUEST),
  REQUEST_TOO_LARGE("request.too-large", ErrorKind.TOO_LARGE, Remedy.FIX_REQUEST),
  RUN_INTERRUPTED("run.interrupted", ErrorKind.FAILED, Remedy.FIX_REQUEST),
  SERVER_FORBIDDEN("server.forbidden", ErrorKind.FORBIDDEN, Remedy.FIX_REQUEST),
  SERVER_NOT_RUNNING("server.not-running", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  SERVER_NOT_STARTED("server.not-started", ErrorKind.FAILED, Remedy.RETRY),
  SERVER_UNREACHABLE("server.unreachable", ErrorKind.UNAVAILABLE, Remedy.RETRY),
  SERVER_VERSION("server.version", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  STORE_DAMAGED("store.damaged", ErrorKind.FAILED, Remedy.REPAIR_DATA),
  STORE_FORMAT_NEWER("store.format-newer", ErrorKind.REFUSED, Remedy.FIX_REQUEST),
  STORE_MISSING("store.missing", ErrorKind.FAILED, Remedy.REPAIR_DATA),
  STORE_PACK_STATE("store.pack-state", ErrorKind.CONFLICT, Remedy.RETRY),
  SYSTEM_NOT_FOUND("system.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  VERSION_CHANGED("version.changed", ErrorKind.CONFLICT, Remedy.RETRY),
  VERSION_EXISTS("version.exists", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  VERSION_IN_USE("version.in-use", ErrorKind.CONFLICT, Remedy.FIX_REQUEST),
  VERSION_NONE_USABLE("version.none-usable", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST),
  VERSION_NOT_FOUND("version.not-found", ErrorKind.NOT_FOUND, Remedy.FIX_REQUEST);

  private final String text;
  private final ErrorKind kind;
  private final Remedy remedy;

  ErrorCode(String text, ErrorKind kind, Remedy remedy) {
    this.text = text;
    this.kind = kind;
    this.remedy = remedy;
  }

  /// The code that this text names, as a response of another Tain carries it.
  public static Optional<ErrorCode> parse(String text) {
    return Arrays.stream(values()).filter(code -> code.text.equals(text)).findFirst();
  }

  public String text() {
    return text;
  }

  public ErrorKind kind() {
    return kind;
  }

  public Remedy remedy() {
    return remedy;
  }
}
