/// The catalogue as tables.
@NullMarked
package io.tain.catalog.sql;

import org.jspecify.annotations.NullMarked;
