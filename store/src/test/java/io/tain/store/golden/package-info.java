/// Stores that earlier versions wrote, which every later one must read.
@NullMarked
package io.tain.store.golden;

import org.jspecify.annotations.NullMarked;
