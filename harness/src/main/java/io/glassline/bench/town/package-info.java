/// A whole town in processes of its own: PostgreSQL, Redis, the providers' stand-ins and as many nodes as wanted.
@NullMarked
package io.glassline.bench.town;

import org.jspecify.annotations.NullMarked;
