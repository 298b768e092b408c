package io.tain.inspect;

import io.tain.disk.Partition;
import io.tain.fs.Notice;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/// What one partition or logical volume holds.
///
/// @param partition the entry of the table; number 0 and the whole disk when there is no table;
///     of a logical volume number and start of its group's first partition, its own size and name
/// @param volume `GROUP/NAME` of a logical volume; empty for a partition
/// @param type the file system, or what stands in its place, in one word: `ext4`, `luks`, `unknown`
/// @param label the volume's name; empty when it has none or cannot be read
/// @param uuid the volume's id; empty when it cannot be read
/// @param usedBytes what its counters call used; 0 when it cannot be read
/// @param problem the code of the error that kept it from being read, such as `fs.malformed`;
///     empty when it was read, or is of a type that is not read
/// @param notices what is unusual about its file system; none when it was not read
public record PartitionContent(
    Partition partition,
    String volume,
    String type,
    String label,
    String uuid,
    long usedBytes,
    String problem,
    Set<Notice> notices) {
  public PartitionContent {
    notices = Collections.unmodifiableSet(new TreeSet<>(notices));
  }
}
