/// Pictures, drawn anew.
@NullMarked
package io.glassline.files.picture;

import org.jspecify.annotations.NullMarked;
