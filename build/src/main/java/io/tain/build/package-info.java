/// Images from recipes: recipe, lock, plan and disk, and the record of how a disk was made.
@NullMarked
package io.tain.build;

import org.jspecify.annotations.NullMarked;
