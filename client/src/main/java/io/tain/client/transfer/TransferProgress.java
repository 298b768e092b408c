package io.tain.client.transfer;

/// Is told how far a transfer is.
@FunctionalInterface
public interface TransferProgress {
  /// So many bytes of the disk are behind it, holes included.
  void advance(long doneBytes, long totalBytes);
}
