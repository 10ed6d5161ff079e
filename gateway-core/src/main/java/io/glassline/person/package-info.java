/// Which addresses are one person's: told by a code or by staff, never guessed, and always to be undone.
@NullMarked
package io.glassline.person;

import org.jspecify.annotations.NullMarked;
