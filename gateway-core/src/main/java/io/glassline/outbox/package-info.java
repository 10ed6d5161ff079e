/// The way out: what was decided to be sent, sent once, and what became of it.
@NullMarked
package io.glassline.outbox;

import org.jspecify.annotations.NullMarked;
