/// Tests.
@NullMarked
package io.tain.disk.gpt;

import org.jspecify.annotations.NullMarked;
