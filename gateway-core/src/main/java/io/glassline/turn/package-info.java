/// One conversation at a time: reads what came, has it decided, commits what follows.
@NullMarked
package io.glassline.turn;

import org.jspecify.annotations.NullMarked;
