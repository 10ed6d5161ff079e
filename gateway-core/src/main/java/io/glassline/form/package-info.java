/// Forms that citizens leave open: one reminder, and an end that tells what was kept.
@NullMarked
package io.glassline.form;

import org.jspecify.annotations.NullMarked;
