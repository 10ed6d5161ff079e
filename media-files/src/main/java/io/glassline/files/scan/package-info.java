/// The virus scanner.
@NullMarked
package io.glassline.files.scan;

import org.jspecify.annotations.NullMarked;
