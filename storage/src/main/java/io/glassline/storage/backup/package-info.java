/// The file that a backup is: sealed, checked before anything is taken from it, and listing its own parts.
@NullMarked
package io.glassline.storage.backup;

import org.jspecify.annotations.NullMarked;
