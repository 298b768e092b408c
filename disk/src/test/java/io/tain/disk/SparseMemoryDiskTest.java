package io.tain.disk;

final class SparseMemoryDiskTest extends VirtualDiskContract {
  @Override
  protected VirtualDisk open(SparseMemoryDisk example) {
    return example;
  }
}
