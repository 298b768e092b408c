/// The values, errors, messages and durable files that every module of Tain shares.
@NullMarked
package io.tain.base;

import org.jspecify.annotations.NullMarked;
