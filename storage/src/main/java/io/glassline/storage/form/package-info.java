/// What is kept as bytes of our own: in a node's spool, and in the record where nobody searches in it.
@NullMarked
package io.glassline.storage.form;

import org.jspecify.annotations.NullMarked;
