package io.glassline.phrasing;

import java.net.URI;

/// An approved answer as it would be said.
///
/// @param id what names it: `trash-day`
/// @param source the public page it was taken from
/// @param question what it answers, in the citizen's words
/// @param text in the language it is said in
public record ApprovedAnswer(String id, URI source, String question, String text) {

    /// `phrased` with the page it was taken from, which the citizen can read it against.
    public String cited(String phrased) {
        var page = source.toString();
        return phrased.contains(page) ? phrased : phrased + "\n" + page;
    }
}
