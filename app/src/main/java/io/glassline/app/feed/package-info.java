/// The ways to those who get the record: what an entry is written as, the calls, and who delivers which feed.
@NullMarked
package io.glassline.app.feed;

import org.jspecify.annotations.NullMarked;
