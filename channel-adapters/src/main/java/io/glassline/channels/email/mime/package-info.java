/// A mail cut into its parts, and their words: RFC 5322, MIME and HTML, read from whatever came.
@NullMarked
package io.glassline.channels.email.mime;

import org.jspecify.annotations.NullMarked;
