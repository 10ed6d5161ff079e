/// Words that a language model makes of approved answers, and the guard that they must pass.
@NullMarked
package io.glassline.router.phrasing;

import org.jspecify.annotations.NullMarked;
