/// The HTTP interface `/v1` as data: its endpoints, and the records that they take and give.
///
/// JSON names are the component names in snake case; sizes are bytes, durations seconds.
@NullMarked
package io.tain.api;

import org.jspecify.annotations.NullMarked;
