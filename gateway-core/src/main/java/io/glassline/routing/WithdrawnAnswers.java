package io.glassline.routing;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// The approved answers that are withdrawn, and so are given by nobody, whatever version decides.
///
/// An answer is withdrawn as it reads: a version in which it reads otherwise gives it, for somebody has changed and
/// approved it since.
///
/// @param digests by the answer's id, the digests of the texts that are withdrawn, in lower-case hex
public record WithdrawnAnswers(Map<String, Set<String>> digests) {

    public static final WithdrawnAnswers NONE = new WithdrawnAnswers(Map.of());

    public WithdrawnAnswers {
        digests = Map.copyOf(digests);
    }

    /// @param digest of the answer's text, which is worked out only where the answer is among these
    public boolean has(String answer, Supplier<String> digest) {
        var withdrawn = digests.get(answer);
        return withdrawn != null && withdrawn.contains(digest.get());
    }
}
