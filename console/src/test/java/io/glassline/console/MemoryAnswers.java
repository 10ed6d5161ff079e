package io.glassline.console;

import io.glassline.answer.AnswerUse;
import io.glassline.answer.CityAnswers;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.QueueId;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Three approved answers, and what a test says came of them.
final class MemoryAnswers implements CityAnswers, AnswerUse {

    final Map<String, Count> counts = new ConcurrentHashMap<>();
    final List<Receiver> received = new CopyOnWriteArrayList<>();
    final List<Question> questions = new CopyOnWriteArrayList<>();
    final List<Confusion> confusions = new CopyOnWriteArrayList<>();
    final List<CityAnswer> answers = new CopyOnWriteArrayList<>(List.of(
            answer(
                    "library",
                    "Public Library",
                    new QueueId("service"),
                    "The library is open until 8 pm.",
                    "2027-04-05"),
            answer("pothole", "Public Works, Roads", Town.ROADS, "Tell us the street and we fill it.", "2020-01-01"),
            answer("trash-day", "Public Works, Waste", Town.WASTE, "Trash is picked up on Tuesday.", "2027-04-05")));

    static CityAnswer answer(String id, String owner, QueueId queue, String text, String reviewBy) {
        return new CityAnswer(
                id,
                queue.name(),
                owner,
                queue,
                URI.create("https://city.example/" + id),
                LocalDate.parse("2019-10-05"),
                LocalDate.parse(reviewBy),
                id + "-" + text.hashCode(),
                List.of(
                        new Text("en", text, text, "grade 4 of school", "", List.of("when is " + id)),
                        new Text("es", "¿Español? " + text, text, "", "", List.of("cuándo " + id))));
    }

    void given(Conversation conversation, Instant at) {
        received.addFirst(new Receiver(
                conversation.id(),
                conversation.lane(),
                Locale.ENGLISH,
                conversation.stage().state(),
                at));
    }

    @Override
    public List<CityAnswer> all() {
        return List.copyOf(answers);
    }

    @Override
    public List<Confusion> confusions() {
        return List.copyOf(confusions);
    }

    @Override
    public Map<String, Count> counts(Instant since) {
        return Map.copyOf(counts);
    }

    @Override
    public List<Receiver> receivers(String answer, Instant since, int countMax) {
        return new ArrayList<>(received)
                .stream()
                        .filter(one -> !one.at().isBefore(since))
                        .limit(countMax)
                        .toList();
    }

    @Override
    public List<Question> unanswered(Instant since, int countMax) {
        return questions.stream().limit(countMax).toList();
    }
}
