/// Where the bytes lie.
@NullMarked
package io.glassline.files.store;

import org.jspecify.annotations.NullMarked;
