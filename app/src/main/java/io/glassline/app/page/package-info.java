/// What the public pages have in common: their frame, and where their words come from.
@NullMarked
package io.glassline.app.page;

import org.jspecify.annotations.NullMarked;
