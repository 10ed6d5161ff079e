/// What citizens write and what the city says, in every language it serves.
@NullMarked
package io.glassline.router.words;

import org.jspecify.annotations.NullMarked;
