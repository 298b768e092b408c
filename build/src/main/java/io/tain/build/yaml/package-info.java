/// YAML files of people, read strictly: unknown keys and wild structures are refused by place.
@NullMarked
package io.tain.build.yaml;

import org.jspecify.annotations.NullMarked;
