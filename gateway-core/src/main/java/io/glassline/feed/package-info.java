/// The record, sent on to other systems: feeds, how far each has come, and what is done when a receiver takes nothing.
@NullMarked
package io.glassline.feed;

import org.jspecify.annotations.NullMarked;
