package io.tain.catalog;

import io.tain.base.TenantId;
import io.tain.base.VersionId;

/// A version's step from one state to another, by compare-and-set.
public record StateChange(TenantId tenant, VersionId version, VersionState from, VersionState to) {}
