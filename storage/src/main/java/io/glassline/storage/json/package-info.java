/// The JSON forms in which PostgreSQL and Redis hold what has no columns of its own.
@NullMarked
package io.glassline.storage.json;

import org.jspecify.annotations.NullMarked;
