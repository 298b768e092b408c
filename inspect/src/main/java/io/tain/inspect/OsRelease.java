package io.tain.inspect;

/// The distribution that an image holds, as its os-release file says; absent fields are empty.
///
/// @param id in lower case, such as `debian`
/// @param idLike ids of related distributions, separated by spaces
/// @param versionId such as `12`
/// @param codename such as `bookworm`
/// @param prettyName for people, such as `Debian GNU/Linux 12 (bookworm)`
public record OsRelease(
    String id, String idLike, String versionId, String codename, String prettyName) {}
