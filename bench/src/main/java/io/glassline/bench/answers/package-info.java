/// How many questions get the right answer, beside what BM25 and the bare model would give.
@NullMarked
package io.glassline.bench.answers;

import org.jspecify.annotations.NullMarked;
