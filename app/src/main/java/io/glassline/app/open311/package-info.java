/// What residents reported, for maps and other programs of the public: Open311 GeoReport v2, read only.
@NullMarked
package io.glassline.app.open311;

import org.jspecify.annotations.NullMarked;
