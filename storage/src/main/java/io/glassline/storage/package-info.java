/// How many small questions to a server become one.
@NullMarked
package io.glassline.storage;

import org.jspecify.annotations.NullMarked;
