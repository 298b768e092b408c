/// Files that crash: every durable step of a run can be its last.
@NullMarked
package io.tain.testkit.files;

import org.jspecify.annotations.NullMarked;
