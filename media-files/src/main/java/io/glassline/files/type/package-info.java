/// What a file is.
@NullMarked
package io.glassline.files.type;

import org.jspecify.annotations.NullMarked;
