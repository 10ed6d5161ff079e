/// Forms the bot fills in with a citizen, and what it looks up with the answers.
@NullMarked
package io.glassline.router.flow;

import org.jspecify.annotations.NullMarked;
