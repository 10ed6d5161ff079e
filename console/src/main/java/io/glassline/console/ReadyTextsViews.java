package io.glassline.console;

import io.glassline.conversation.Conversation;
import io.glassline.desk.Board;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReadyTexts.Asked;
import io.glassline.desk.ReadyTexts.ReadyText;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows the ready texts for one conversation.
@Singleton
final class ReadyTextsViews {

    private final ReadyTexts texts;

    ReadyTextsViews(ReadyTexts texts) {
        this.texts = texts;
    }

    /// What may answer the citizen's last words, then the canned replies.
    ReadyTextsView suggested(Board.Transcript transcript, StaffSession viewer) {
        var found = Stream.concat(
                        texts.suggested(transcript, viewer.agent()).stream(),
                        texts.found("", asked(transcript, viewer)).stream())
                .toList();
        return view(transcript.conversation(), "", found, false);
    }

    /// The texts with these words.
    ReadyTextsView found(Board.Transcript transcript, StaffSession viewer, String words) {
        return words.isBlank()
                ? open(suggested(transcript, viewer))
                : view(transcript.conversation(), words, texts.found(words, asked(transcript, viewer)), true);
    }

    private static ReadyTextsView open(ReadyTextsView view) {
        return new ReadyTextsView(view.href(), view.words(), true, view.lines(), view.nothing());
    }

    /// The one that a form names.
    Optional<ReadyText> named(Board.Transcript transcript, StaffSession viewer, String words, String value) {
        var found = words.isBlank()
                ? Stream.concat(
                        texts.suggested(transcript, viewer.agent()).stream(),
                        texts.found("", asked(transcript, viewer)).stream())
                : texts.found(words, asked(transcript, viewer)).stream();
        return found.filter(text -> value(text).equals(value)).findFirst();
    }

    private static Asked asked(Board.Transcript transcript, StaffSession viewer) {
        return new Asked(transcript.conversation(), viewer.agent());
    }

    private static ReadyTextsView view(Conversation conversation, String words, List<ReadyText> found, boolean open) {
        return new ReadyTextsView(
                "/console/conversations/" + conversation.id() + "/texts",
                words,
                open,
                found.stream().map(text -> line(text, conversation)).toList(),
                words.isBlank()
                        ? "Nothing is suggested. Search all approved answers by their words."
                        : "No approved answer or reply has all of these words.");
    }

    private static ReadyTextsView.Line line(ReadyText text, Conversation conversation) {
        var isOther =
                !text.language().getLanguage().equals(conversation.language().getLanguage());
        return new ReadyTextsView.Line(
                value(text),
                text.kind().word(),
                switch (text.kind()) {
                    case ANSWER -> "Approved answer";
                    case REPLY -> "Canned reply";
                },
                text.title(),
                text.text(),
                text.language().toLanguageTag(),
                isOther ? Optional.of(ConversationLines.language(text.language())) : Optional.empty(),
                text.note());
    }

    private static String value(ReadyText text) {
        return text.kind().word() + ":" + text.id();
    }
}
