/// What one connection, one client and all of them together may hold of the gateway before they have
/// proved anything.
@NullMarked
package io.glassline.app.connection;

import org.jspecify.annotations.NullMarked;
