/// The city's systems that take requests, as their wire speaks: Open311 GeoReport v2, and APIs that make records.
@NullMarked
package io.glassline.sources.report;

import org.jspecify.annotations.NullMarked;
