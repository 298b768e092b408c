/// What holds for the whole tree: arrows, sizes, names, sentences, documents, licences.
@NullMarked
package io.tain.architecture;

import org.jspecify.annotations.NullMarked;
