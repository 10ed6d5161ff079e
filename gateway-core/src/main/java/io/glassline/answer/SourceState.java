package io.glassline.answer;

import io.glassline.answer.CityAnswers.CityAnswer;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/// How an answer's source page was found.
///
/// What was found first after the owner last read the answer is what the answer is held against: a new day of
/// `reviewed`, another text or another source begins anew.
///
/// @param digest of the answer's texts then, in lower-case hex
/// @param reviewed the day its owner had read it
/// @param first what the page said when it was looked at first; empty while it could not be read
/// @param latest what it said when it was read last
/// @param failure why it could not be read this time; empty where it could
public record SourceState(
        String answer,
        URI source,
        String digest,
        LocalDate reviewed,
        Optional<SourcePassage> first,
        Optional<SourcePassage> latest,
        Instant lookedAt,
        Optional<String> failure) {

    /// What is known after a look.
    public static SourceState after(
            Optional<SourceState> before, CityAnswer answer, SourceReader.Look look, Instant at) {
        var known = before.filter(state -> state.isOf(answer));
        var first = known.flatMap(SourceState::first);
        return switch (look) {
            case SourceReader.Look.Found(var passage) ->
                of(answer, Optional.of(first.orElse(passage)), Optional.of(passage), at, Optional.empty());
            case SourceReader.Look.NotRead(var because) ->
                of(answer, first, known.flatMap(SourceState::latest), at, Optional.of(because));
        };
    }

    private static SourceState of(
            CityAnswer answer,
            Optional<SourcePassage> first,
            Optional<SourcePassage> latest,
            Instant at,
            Optional<String> failure) {
        return new SourceState(
                answer.id(), answer.source(), answer.digest(), answer.reviewed(), first, latest, at, failure);
    }

    /// Whether it is about the answer as it reads and was read by its owner.
    public boolean isOf(CityAnswer answer) {
        return source.equals(answer.source()) && digest.equals(answer.digest()) && reviewed.equals(answer.reviewed());
    }

    /// Whether the page says something else about the answer now.
    public boolean isChanged() {
        return !first.equals(latest);
    }
}
