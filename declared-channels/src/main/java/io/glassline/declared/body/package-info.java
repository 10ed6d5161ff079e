/// What calls and answers hold, decoded within limits: JSON, forms, XML and multipart forms become maps, lists, texts,
/// numbers and truths.
@NullMarked
package io.glassline.declared.body;

import org.jspecify.annotations.NullMarked;
