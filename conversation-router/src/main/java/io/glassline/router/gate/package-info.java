/// What is dealt with before any rule: keywords of consent, emergencies, the wish for a person.
@NullMarked
package io.glassline.router.gate;

import org.jspecify.annotations.NullMarked;
