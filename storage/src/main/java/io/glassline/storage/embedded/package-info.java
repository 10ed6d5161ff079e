/// PostgreSQL and Redis as child processes, for a machine that has neither: the default of the demo and of the tests.
@NullMarked
package io.glassline.storage.embedded;

import org.jspecify.annotations.NullMarked;
