/// PostgreSQL behind the ports: the record.
@NullMarked
package io.glassline.storage.postgres;

import org.jspecify.annotations.NullMarked;
