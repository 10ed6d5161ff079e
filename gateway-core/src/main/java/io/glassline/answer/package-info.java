/// The city's approved answers as those see them who own them: what each says, what came of it, and that it is
/// withdrawn.
@NullMarked
package io.glassline.answer;

import org.jspecify.annotations.NullMarked;
