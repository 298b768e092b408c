/// Recipes as YAML files.
@NullMarked
package io.tain.build.recipe;

import org.jspecify.annotations.NullMarked;
