package io.glassline.records;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Why something is not given out, as the city's list has it.
///
/// @param code names it, in the console as in what is given out
/// @param words what that is, in each language of the city
/// @param law where it is written
/// @param proposedFor for which passages that are found by themselves it is proposed
public record Reason(String code, Map<Locale, String> words, String law, Set<Proposal.Kind> proposedFor) {

    public static final int CODE_MAX_CHARS = 40;

    public Reason {
        words = Map.copyOf(words);
        proposedFor = Set.copyOf(proposedFor);
    }

    public String words(Locale language) {
        return words.getOrDefault(language, "");
    }
}
