/// The citizen's receipt: a link that nobody guesses, and what it shows of one conversation so that anyone
/// can check it.
@NullMarked
package io.glassline.receipt;

import org.jspecify.annotations.NullMarked;
