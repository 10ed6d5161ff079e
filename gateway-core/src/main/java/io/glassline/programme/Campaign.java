package io.glassline.programme;

import io.glassline.audit.CampaignEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One message that the city sends to all who asked for a programme: written by one person, approved by another.
/// Immutable.
///
/// @param texts by language tag
/// @param writtenBy the id of the person, as approval looks at it
/// @param steps who brought it on, by the state it came to; none where it has not
public record Campaign(
        Id id,
        String programme,
        Map<String, String> texts,
        State state,
        String writtenBy,
        Instant writtenAt,
        Map<State, Step> steps) {

    /// A text that is longer is no message any more.
    public static final int TEXT_MAX_CHARS = 1_000;

    public Campaign {
        texts = Map.copyOf(texts);
        steps = Map.copyOf(steps);
        texts.forEach((language, text) -> {
            if (text.isBlank() || text.length() > TEXT_MAX_CHARS) {
                throw new IllegalArgumentException("the text in %s has %d characters; it needs 1 to %d"
                        .formatted(language, text.length(), TEXT_MAX_CHARS));
            }
        });
    }

    /// As the record names it.
    public CampaignEvent.Named named() {
        return new CampaignEvent.Named(id.value(), programme);
    }

    public record Id(UUID value) {

        @Override
        public String toString() {
            return value.toString();
        }
    }

    /// @param who did it; the gateway itself for what nobody does
    public record Step(String who, Instant at) {}

    /// How far it has come. Only forward.
    public enum State {
        /// Written; only whoever wrote it thinks of it yet.
        DRAFT,
        /// Waits for a second person.
        ASKED,
        /// A second person has approved it; who gets it is about to be written down.
        APPROVED,
        /// Goes out to those who had the programme when it began.
        SENDING,
        /// A person stopped it. What the providers had by then stays sent.
        STOPPED,
        /// Each person has it, or is left out for a reason, or it failed.
        DONE;

        /// The word for it in pages and the API.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// Whether nothing more becomes of it.
        public boolean isLast() {
            return this == STOPPED || this == DONE;
        }
    }

    public static Campaign draft(UUID id, String programme, Map<String, String> texts, String writtenBy, Instant at) {
        return new Campaign(new Id(id), programme, texts, State.DRAFT, writtenBy, at, Map.of());
    }

    public Optional<Step> step(State to) {
        return Optional.ofNullable(steps.get(to));
    }

    /// What somebody who wants this language gets, in `first` where there is no text in theirs.
    public String textIn(Locale language, Locale first) {
        var own = texts.get(language.getLanguage());
        return own != null ? own : texts.getOrDefault(first.getLanguage(), "");
    }

    /// Why nobody may ask for an approval of it; empty where somebody may.
    public Optional<String> refusesAsking() {
        return state == State.DRAFT ? Optional.empty() : Optional.of("An approval was asked for already.");
    }

    /// Why nobody may stop it; empty where somebody may.
    public Optional<String> refusesStopping() {
        return state.isLast() ? Optional.of("Nothing of it waits any more.") : Optional.empty();
    }

    /// Why `who` may not approve it; empty where they may. Who wrote a campaign does not approve it.
    public Optional<String> refusesApprovalBy(String who) {
        return switch (state) {
            case DRAFT -> Optional.of("Nobody has asked for an approval of it yet.");
            case ASKED ->
                who.equals(writtenBy)
                        ? Optional.of("Who wrote a campaign cannot approve it; a second person must.")
                        : Optional.empty();
            case APPROVED, SENDING, DONE -> Optional.of("It is approved already.");
            case STOPPED -> Optional.of("It was stopped.");
        };
    }
}
