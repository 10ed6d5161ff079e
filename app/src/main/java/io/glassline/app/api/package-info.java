/// The API for programs of the city: a controller for each resource, over JSON whose shapes stand in
/// `/api/openapi.yml`.
@NullMarked
package io.glassline.app.api;

import org.jspecify.annotations.NullMarked;
