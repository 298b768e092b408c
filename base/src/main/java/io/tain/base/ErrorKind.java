package io.tain.base;

/// How an error leaves Tain: as the exit code of a command and as the status of an HTTP response.
public enum ErrorKind {
  FAILED(1, 500),
  UNAVAILABLE(1, 503),
  USAGE(2, 400),
  BAR_NOT_MET(3, 422),
  NOT_FOUND(4, 404),
  REFUSED(5, 422),
  FORBIDDEN(5, 403),
  CONFLICT(5, 409),
  TOO_LARGE(5, 413),
  HOST_LACKS(6, 503),
  INTERRUPTED(130, 503);

  private final int exitCode;
  private final int httpStatus;

  ErrorKind(int exitCode, int httpStatus) {
    this.exitCode = exitCode;
    this.httpStatus = httpStatus;
  }

  public int exitCode() {
    return exitCode;
  }

  public int httpStatus() {
    return httpStatus;
  }
}
