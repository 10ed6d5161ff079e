/// The public log for people: what its entries are, in words, and how to check them.
@NullMarked
package io.glassline.app.entries;

import org.jspecify.annotations.NullMarked;
