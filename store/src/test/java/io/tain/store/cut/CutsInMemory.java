package io.tain.store.cut;

import io.tain.store.Cut;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Keeps every cut, with a copy of its bytes.
final class CutsInMemory implements CutConsumer {
  private final List<Cut> cuts = new ArrayList<>();
  private final List<byte[]> contents = new ArrayList<>();

  static CutsInMemory of(CutSource source, int threads) throws IOException {
    var all = new CutsInMemory();
    new Cutter(threads).cut(source, all);
    return all;
  }

  @Override
  public void accept(Cut cut, ByteBuffer bytes) {
    var content = new byte[bytes.remaining()];
    bytes.get(content);
    cuts.add(cut);
    contents.add(content);
  }

  List<Cut> cuts() {
    return cuts;
  }

  List<byte[]> contents() {
    return contents;
  }
}
