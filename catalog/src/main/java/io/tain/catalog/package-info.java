/// Images, their versions and channels: what exists, and what a reference means.
@NullMarked
package io.tain.catalog;

import org.jspecify.annotations.NullMarked;
