/// Files of a format as they lie before any of them is written: the same code tells a writer where
/// a
/// block goes, and a reader of the view what stands at a place.
@NullMarked
package io.tain.disk.layout;

import org.jspecify.annotations.NullMarked;
