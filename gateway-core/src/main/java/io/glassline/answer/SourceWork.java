package io.glassline.answer;

import io.glassline.answer.CityAnswers.CityAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;

/// Looks at the source pages of the approved answers again, one at a step.
public final class SourceWork {

    /// A page is looked at again after so long.
    public static final Duration LOOK_EVERY = Duration.ofDays(1);

    private final CityAnswers answers;
    private final SourceStates states;
    private final SourceReader reader;
    private final InstantSource clock;

    public SourceWork(CityAnswers answers, SourceStates states, SourceReader reader, InstantSource clock) {
        this.answers = answers;
        this.states = states;
        this.reader = reader;
        this.clock = clock;
    }

    /// Looks at the page that waits the longest, if any is due.
    ///
    /// @return whether one was looked at
    public boolean step() {
        var known = states.all();
        var due = answers.all().stream()
                .filter(answer ->
                        lookedAt(answer, known).isBefore(clock.instant().minus(LOOK_EVERY)))
                .min(Comparator.comparing((CityAnswer answer) -> lookedAt(answer, known))
                        .thenComparing(CityAnswer::id));
        due.ifPresent(answer -> look(answer, Optional.ofNullable(known.get(answer.id()))));
        return due.isPresent();
    }

    /// Never, where the answer is another since.
    private static Instant lookedAt(CityAnswer answer, Map<String, SourceState> known) {
        return Optional.ofNullable(known.get(answer.id()))
                .filter(state -> state.isOf(answer))
                .map(SourceState::lookedAt)
                .orElse(Instant.EPOCH);
    }

    private void look(CityAnswer answer, Optional<SourceState> before) {
        var text = answer.texts().getFirst();
        var heading = before.filter(state -> state.isOf(answer))
                .flatMap(SourceState::first)
                .map(SourcePassage::heading);
        var look = reader.look(answer.source(), text.language(), text.written(), heading);
        states.keep(SourceState.after(before, answer, look, clock.instant()));
    }
}
