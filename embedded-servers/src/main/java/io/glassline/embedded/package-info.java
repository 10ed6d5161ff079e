/// PostgreSQL and Redis as child processes, for a gateway on one machine: the default, and the demo.
@NullMarked
package io.glassline.embedded;

import org.jspecify.annotations.NullMarked;
