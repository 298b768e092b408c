package io.tain.base;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a failure of any kind is called at the edge of a program, where it is answered or printed.
public final class Failures {
  private Failures() {}

  /// The error that a user is told of: itself, the file's trouble, or `internal`.
  public static TainException asTain(Throwable thrown) {
    return switch (thrown) {
      case TainException error -> error;
      case UncheckedIOException e -> asTain(Objects.requireNonNull(e.getCause()));
      case FileSystemException e -> ofFile(e).causedBy(e);
      case IOException e -> ofTransfer(e).causedBy(e);
      default ->
          TainException.of(ErrorCode.INTERNAL, "reason", String.valueOf(thrown)).causedBy(thrown);
    };
  }

  private static TainException ofFile(FileSystemException e) {
    if (isNoSpace(e)) {
      return TainException.of(ErrorCode.FILE_NO_SPACE, "path", e.getFile());
    }
    return switch (e) {
      case AccessDeniedException _ ->
          TainException.of(ErrorCode.FILE_FORBIDDEN, "path", e.getFile());
      case NoSuchFileException _ -> TainException.of(ErrorCode.FILE_NOT_FOUND, "path", e.getFile());
      case FileAlreadyExistsException _ ->
          TainException.of(ErrorCode.FILE_EXISTS, "path", e.getFile());
      default ->
          TainException.of(
              ErrorCode.FILE_FAILED, "path", e.getFile(), "reason", reason(e.getReason(), e));
    };
  }

  private static TainException ofTransfer(IOException e) {
    return isNoSpace(e)
        ? TainException.of(ErrorCode.FILE_NO_SPACE, "path", "-")
        : TainException.of(ErrorCode.IO_FAILED, "reason", reason(e.getMessage(), e));
  }

  private static boolean isNoSpace(IOException e) {
    String message = e.getMessage();
    return message != null && message.toLowerCase(Locale.ROOT).contains("no space left");
  }

  private static String reason(@Nullable String text, IOException e) {
    return text == null ? e.getClass().getSimpleName() : text;
  }
}
