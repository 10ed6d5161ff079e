/// The cases beside a channel file: what a call is read as, and how a part is sent.
@NullMarked
package io.glassline.declared.cases;

import org.jspecify.annotations.NullMarked;
