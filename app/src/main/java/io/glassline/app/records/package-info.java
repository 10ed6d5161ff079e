/// What is given out for a request for public records.
@NullMarked
package io.glassline.app.records;

import org.jspecify.annotations.NullMarked;
