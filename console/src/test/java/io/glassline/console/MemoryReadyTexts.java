package io.glassline.console;

import io.glassline.desk.ReadyTexts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Two approved answers and a canned reply, looked for as they stand.
final class MemoryReadyTexts implements ReadyTexts {

    private static final List<ReadyText> ALL = List.of(
            new ReadyText(
                    Kind.REPLY,
                    "crew-is-told",
                    "The crew has been told",
                    "I have told the crew. Write again if nothing happens in two days.",
                    Locale.ENGLISH,
                    ""),
            new ReadyText(
                    Kind.ANSWER,
                    "missed-pickup",
                    "Missed pick-up",
                    "If your bin was missed, leave it at the curb. A truck comes back within a day.",
                    Locale.ENGLISH,
                    ""),
            new ReadyText(
                    Kind.ANSWER,
                    "bulky-items",
                    "Bulky items <b>",
                    "Two bulky items a year are free.",
                    Locale.ENGLISH,
                    "Public Works should have read it again by 2026-10-01"));

    @Override
    public List<ReadyText> suggested(String question, List<String> candidates, Asked asked) {
        return Stream.concat(candidates.stream(), Stream.of("missed-pickup").filter(_ -> question.contains("trash")))
                .distinct()
                .flatMap(id -> ALL.stream().filter(text -> text.id().equals(id)))
                .toList();
    }

    @Override
    public List<ReadyText> found(String words, Asked asked) {
        var looked = words.toLowerCase(Locale.ROOT);
        return ALL.stream()
                .filter(text -> words.isBlank()
                        ? text.kind() == Kind.REPLY
                        : (text.title() + " " + text.text())
                                .toLowerCase(Locale.ROOT)
                                .contains(looked))
                .toList();
    }
}
