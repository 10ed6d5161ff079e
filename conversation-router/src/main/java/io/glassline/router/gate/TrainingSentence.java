package io.glassline.router.gate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A sentence that a [TextClassifier] learns from. Those that come with Glassline stand in `training/`
/// beside this class, one a line: label, language, style and text with tabs between.
///
/// @param label what the sentence is, such as `fire` or `refuse`, or [#NONE]
record TrainingSentence(String label, String language, String style, String text) {

    static final String NONE = "none";

    private static final int FIELDS = 4;

    /// The label of what refuses messages, or may.
    private static final String REFUSAL = "refusal";

    /// Emergencies by kind, and what is harmless: near to one, or said in the course of a conversation. The label
    /// that a harmless one has in its file, which says what it only looks like, is not learnt.
    static List<TrainingSentence> emergencies() {
        return Stream.of(
                        read("training/emergencies.tsv"),
                        read("training/harmless.tsv").map(TrainingSentence::unlabelled),
                        inConversation().map(TrainingSentence::unlabelled))
                .flatMap(sentences -> sentences)
                .toList();
    }

    /// What refuses messages or may, and what only sounds like it; and everything else that people write,
    /// emergencies too: "leave me alone, he has a knife" refuses nothing.
    static List<TrainingSentence> refusals() {
        return Stream.of("training/refusals.tsv", "training/harmless.tsv", "training/emergencies.tsv")
                .flatMap(TrainingSentence::read)
                .map(sentence -> sentence.label().equals(REFUSAL) ? sentence : sentence.unlabelled())
                .toList();
    }

    /// Small talk by kind, of which there is some among what is harmless, and everything else that people write:
    /// ordinary turns, questions of the city, what goes on with an answer, refusals, emergencies.
    static List<TrainingSentence> smallTalk() {
        var smallTalk = read("training/small-talk.tsv").toList();
        var kinds = labels(smallTalk);
        var others = Stream.of(
                        "training/harmless.tsv",
                        "training/ordinary-turns.tsv",
                        "training/refusals.tsv",
                        "training/emergencies.tsv")
                .flatMap(TrainingSentence::read)
                .map(sentence -> kinds.contains(sentence.label()) ? sentence : sentence.unlabelled());
        return Stream.concat(smallTalk.stream(), others).toList();
    }

    /// What people say in the course of a conversation.
    private static Stream<TrainingSentence> inConversation() {
        return Stream.of("training/ordinary-turns.tsv", "training/small-talk.tsv")
                .flatMap(TrainingSentence::read);
    }

    /// The labels of `sentences` without [#NONE], in alphabetical order.
    static List<String> labels(List<TrainingSentence> sentences) {
        return sentences.stream()
                .map(TrainingSentence::label)
                .filter(label -> !label.equals(NONE))
                .distinct()
                .sorted()
                .toList();
    }

    private TrainingSentence unlabelled() {
        return new TrainingSentence(NONE, language, style, text);
    }

    private static Stream<TrainingSentence> read(String file) {
        try (var in = Objects.requireNonNull(TrainingSentence.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(TrainingSentence::parse);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TrainingSentence parse(String line) {
        var fields = line.split("\t", -1);
        if (fields.length != FIELDS) {
            throw new IllegalStateException("not label, language, style and text: " + line);
        }
        return new TrainingSentence(fields[0], fields[1], fields[2], fields[3]);
    }
}
