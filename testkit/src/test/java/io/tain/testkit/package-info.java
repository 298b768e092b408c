/// What tests of several modules share: real tools, temporary homes, seeds.
@NullMarked
package io.tain.testkit;

import org.jspecify.annotations.NullMarked;
