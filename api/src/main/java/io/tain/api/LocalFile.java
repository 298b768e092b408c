package io.tain.api;

/// A file that client and server both see, when they run on one machine.
///
/// @param path absolute
/// @param device number of the file system; with all that follows as the client found it
/// @param modifiedAt in ISO 8601
public record LocalFile(String path, long device, long inode, long sizeBytes, String modifiedAt) {}
