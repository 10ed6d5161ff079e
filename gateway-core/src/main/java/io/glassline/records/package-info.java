/// Requests for public records: what is asked for, what is in it, and what is given out of that.
@NullMarked
package io.glassline.records;

import org.jspecify.annotations.NullMarked;
