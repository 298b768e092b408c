package io.tain.disk.mapped;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The values used last, up to a number of them.
///
/// Safe for concurrent use; two threads may load one value at the same time.
public final class BoundedCache<K, V> {
  private final int maxEntries;
  private final LinkedHashMap<K, V> entries = new LinkedHashMap<>(16, 0.75f, true);

  /// A cache of so many values at most.
  public BoundedCache(int maxEntries) {
    this.maxEntries = maxEntries;
  }

  /// The value of a key, loaded when it is not held.
  ///
  /// @throws IOException as the loader does
  public V get(K key, Loader<V> loader) throws IOException {
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
  public interface Loader<V> {
    /// The value.
    V load() throws IOException;
  }
}
