package io.tain.disk;

import io.tain.base.ByteRange;

/// One partition of a disk.
///
/// @param number as the operating system counts it, from 1
/// @param range where it lies on the disk, in bytes
/// @param type a GPT type GUID in lower case, or an MBR type as `0x83`
/// @param id the partition's own GUID in lower case; empty for MBR
/// @param name the label of the entry; empty when it has none
public record Partition(int number, ByteRange range, String type, String id, String name) {}
