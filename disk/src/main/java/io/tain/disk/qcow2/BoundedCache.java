package io.tain.disk.qcow2;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values used last, up to a number of them.
///
/// Safe for concurrent use; two threads may load one value at the same time.
final class BoundedCache<K, V> {
  private final int maxEntries;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  BoundedCache(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  V get(K key, Loader<V> loader) throws IOException {
    V held = find(key);
    if (held != null) {
      return held;
    }
    V loaded = loader.load();
    put(key, loaded);
    return loaded;
  }

  private synchronized @Nullable V find(K key) {
    return entries.get(key);
  }

  private synchronized void put(K key, V value) {
    entries.put(key, value);
    if (entries.size() > maxEntries) {
      Map.Entry<K, V> eldest = entries.firstEntry();
      entries.remove(eldest.getKey());
    }
  }

  /// Fetches a value that is not held.
  interface Loader<V> {
    V load() throws IOException;
  }
}
