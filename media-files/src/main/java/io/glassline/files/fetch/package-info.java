/// The way to a provider's files, guarded: only to its own hosts, over TLS, and never inside.
@NullMarked
package io.glassline.files.fetch;

import org.jspecify.annotations.NullMarked;
