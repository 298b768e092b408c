package io.tain.db;

import io.tain.base.Actor;
import io.tain.base.TenantId;
import java.time.Instant;

/// An event in the log.
///
/// @param sequence its place, from 1 on, without gaps
/// @param tenant whose object it is about
/// @param json the whole event, its sequence and detail included, as canonical JSON (RFC 8785)
public record LoggedEvent(
    long sequence,
    Instant time,
    Actor actor,
    TenantId tenant,
    String action,
    String object,
    Decision decision,
    String json) {}
