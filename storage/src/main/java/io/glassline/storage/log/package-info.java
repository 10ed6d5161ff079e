/// The public log in PostgreSQL: gives audit entries their place in it, signs it, and hands out its files.
@NullMarked
package io.glassline.storage.log;

import org.jspecify.annotations.NullMarked;
