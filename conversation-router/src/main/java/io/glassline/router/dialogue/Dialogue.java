package io.glassline.router.dialogue;

import com.google.re2j.Pattern;
import io.glassline.router.flow.Corrections;
import io.glassline.router.gate.Keywords;
import io.glassline.router.knowledge.AskedDetail;
import io.glassline.router.words.SearchPattern;
import io.glassline.router.words.WholePatterns;
import java.util.List;
import java.util.Map;

/// What the bot understands beside questions, as `dialogue.yml` has it.
///
/// @param accept takes what was offered, beside the gate's `yes`
/// @param decline leaves what was offered
/// @param chitchat small talk, when it is the whole message
/// @param abuse words of abuse, wherever they stand in a message that is not understood otherwise
/// @param followUps how people go on with the last answer
/// @param details how the details look that an answer asks for
/// @param oneMoment what they say who look for what a form asks
/// @param doesNotKnow what they say who do not know what a form asks
/// @param corrections how they take back what they said in a form
/// @param goAhead what they say to whom the form is enough
/// @param breaksOff what a message is that stops before its sentence ends
public record Dialogue(
        Keywords accept,
        Keywords decline,
        Map<Chitchat, WholePatterns> chitchat,
        List<SearchPattern> abuse,
        FollowUps followUps,
        Map<AskedDetail, List<SearchPattern>> details,
        WholePatterns oneMoment,
        WholePatterns doesNotKnow,
        Corrections corrections,
        List<SearchPattern> goAhead,
        WholePatterns breaksOff) {

    /// Of a city that has written nothing of the kind.
    public static final Dialogue NONE = new Dialogue(
            new Keywords(Map.of()),
            new Keywords(Map.of()),
            Map.of(),
            List.of(),
            FollowUps.NONE,
            Map.of(),
            WholePatterns.NONE,
            WholePatterns.NONE,
            Corrections.NONE,
            List.of(),
            WholePatterns.NONE);

    private static final Pattern SENTENCE_END = Pattern.compile("(?:[!?؟。]|[^.]\\.)\\s*$");

    private static final Pattern QUESTION = Pattern.compile("[?？؟¿]");

    public Dialogue {
        chitchat = Map.copyOf(chitchat);
        abuse = List.copyOf(abuse);
        details = Map.copyOf(details);
        goAhead = List.copyOf(goAhead);
    }

    public WholePatterns chitchat(Chitchat kind) {
        return chitchat.getOrDefault(kind, WholePatterns.NONE);
    }

    /// Whether the whole message is small talk of some kind.
    ///
    /// @param ways in which the message may stand for one keyword
    public boolean isChitchat(List<String> ways) {
        return chitchat.values().stream().anyMatch(kind -> kind.areAll(ways));
    }

    public boolean isAbuse(String said) {
        return abuse.stream().anyMatch(pattern -> pattern.isIn(said));
    }

    /// Whether `said` is to let the form have what it has: "just report it".
    public boolean goesAhead(String said) {
        return goAhead.stream().anyMatch(pattern -> pattern.isIn(said));
    }

    /// Whether `said` looks like the detail that was asked for.
    public boolean looksLike(AskedDetail detail, String said) {
        return details.getOrDefault(detail, List.of()).stream().anyMatch(pattern -> pattern.isIn(said));
    }

    /// Whether `raw`, which is `said` as it was written, stops in the middle: "there is a huge".
    public boolean breaksOff(String raw, String said) {
        return !SENTENCE_END.matcher(raw).find() && breaksOff.areAll(List.of(said));
    }

    /// Whether `raw`, which is `said` as it was written, asks for something.
    public boolean isQuestion(String raw, String said) {
        return QUESTION.matcher(raw).find() || followUps.beginsAsQuestion(said);
    }
}
