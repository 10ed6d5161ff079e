/// What a node keeps by itself while PostgreSQL is away.
@NullMarked
package io.glassline.storage.spool;

import org.jspecify.annotations.NullMarked;
