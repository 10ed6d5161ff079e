/// Who is offered which conversation, and what becomes of one that waits: targets that relax, and
/// escalations.
@NullMarked
package io.glassline.offer;

import org.jspecify.annotations.NullMarked;
