package io.tain.app;

/// Is told how far the copying of a disk is.
@FunctionalInterface
public interface TransferListener {
  /// So many bytes of the disk are behind it, holes included.
  void advance(long doneBytes, long totalBytes);
}
