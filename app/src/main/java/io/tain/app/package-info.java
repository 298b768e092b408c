/// What a user can do with Tain: one class for each thing.
@NullMarked
package io.tain.app;

import org.jspecify.annotations.NullMarked;
