package io.tain.build;

import io.tain.base.Digest;
import io.tain.base.VersionLabel;

/// A recipe with its lock: all that decides the bytes of a disk.
///
/// @param lockFile the file name under which the lock is kept, beside the recipe
/// @param lockText the lock as that file holds it
/// @param resolved true when the lock is new and has to be kept
/// @param key equal keys give equal disks
public record Plan(
    Recipe recipe,
    Lock lock,
    String lockFile,
    String lockText,
    boolean resolved,
    VersionLabel label,
    Digest key) {}
