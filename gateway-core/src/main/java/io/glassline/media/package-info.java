/// What citizens send beside words: fetched, checked, kept and shown, apart from the message that brought
/// it.
@NullMarked
package io.glassline.media;

import org.jspecify.annotations.NullMarked;
