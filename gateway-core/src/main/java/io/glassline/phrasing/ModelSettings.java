package io.glassline.phrasing;

import io.glassline.channel.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The language model that a city uses, as `models.yml` has it. Two equal ones are the same model, whichever version of
/// the configuration names them.
///
/// @param isInside whether it lies inside the city's network, and may be without TLS
/// @param key none where it asks for none
/// @param within how long one answer may take
/// @param budget what may be asked of it in a day, over all nodes
/// @param uses what it is asked for; never empty
/// @param mode who says what it phrased
public record ModelSettings(
        Provider provider,
        URI url,
        boolean isInside,
        String model,
        Optional<Secret> key,
        Duration within,
        Budget budget,
        Set<Use> uses,
        Mode mode) {

    public ModelSettings {
        uses = Set.copyOf(uses);
        if (uses.isEmpty()) {
            throw new IllegalArgumentException("a model that is asked for nothing");
        }
    }

    /// Whether the bot says what it phrased.
    public boolean phrasesAnswers() {
        return uses.contains(Use.ANSWERS) && mode == Mode.DIRECT;
    }

    /// Whether agents get what it phrased, to send it or not. Where each answer is to be approved by a person, that is
    /// all that becomes of its phrasings.
    public boolean draftsReplies() {
        return uses.contains(Use.DRAFTS) || uses.contains(Use.ANSWERS) && mode == Mode.APPROVAL;
    }

    /// @param calls at most so many a day
    /// @param tokens at most so many a day, read and written; the call that passes the limit is the last
    public record Budget(long calls, long tokens) {}

    /// Whose way of talking it has.
    public enum Provider {
        OPENAI_COMPATIBLE,
        ANTHROPIC,
        OLLAMA;

        public static final List<String> WORDS =
                Arrays.stream(values()).map(Provider::word).toList();

        public String word() {
            return ModelSettings.word(this);
        }
    }

    public enum Use {
        /// Approved answers are phrased for the question.
        ANSWERS,
        /// Replies are drafted for agents.
        DRAFTS;

        public static final List<String> WORDS =
                Arrays.stream(values()).map(Use::word).toList();

        public String word() {
            return ModelSettings.word(this);
        }
    }

    public enum Mode {
        /// A person sends each: the bot says approved answers as they stand, and agents get drafts.
        APPROVAL,
        /// The bot says what passed the guard.
        DIRECT;

        public static final List<String> WORDS =
                Arrays.stream(values()).map(Mode::word).toList();

        public String word() {
            return ModelSettings.word(this);
        }
    }

    private static String word(Enum<?> of) {
        return of.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
