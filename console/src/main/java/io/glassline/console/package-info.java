/// The pages of the city: what staff see and do behind sign-in, and the public page. Rendered on the server,
/// complete without scripts; live updates are an extra.
@NullMarked
package io.glassline.console;

import org.jspecify.annotations.NullMarked;
