/// What is said, by whom, and how a citizen is reached: the one model that every channel is turned into.
@NullMarked
package io.glassline.message;

import org.jspecify.annotations.NullMarked;
