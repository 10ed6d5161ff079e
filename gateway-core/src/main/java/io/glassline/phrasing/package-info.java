/// Approved answers in the words of a language model, where a city wants that: the ports, and what it settles.
@NullMarked
package io.glassline.phrasing;

import org.jspecify.annotations.NullMarked;
