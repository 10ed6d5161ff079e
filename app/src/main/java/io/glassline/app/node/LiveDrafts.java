package io.glassline.app.node;

import io.glassline.desk.Agent;
import io.glassline.desk.Board;
import io.glassline.desk.ReadyTexts;
import io.glassline.desk.ReadyTexts.Kind;
import io.glassline.desk.ReadyTexts.ReadyText;
import io.glassline.desk.ReplyDrafts;
import io.glassline.phrasing.ApprovedAnswer;
import io.glassline.phrasing.Phrasing;
import java.util.Locale;

/// Drafts from the approved answers that are suggested for what was said last, by the model of the version that decides
/// now.
record LiveDrafts(LiveCity live, ReadyTexts texts) implements ReplyDrafts {

    /// More answers make a longer question and no better draft.
    private static final int ANSWERS_MAX = 3;

    @Override
    public boolean areMade() {
        return live.now().drafts().isPresent();
    }

    @Override
    public Draft draft(Board.Transcript transcript, Agent agent) {
        var now = live.now();
        var language = transcript.conversation().language();
        var question = ReadyTexts.lastQuestion(transcript);
        var found = texts.suggested(transcript, agent).stream()
                .filter(text -> text.kind() == Kind.ANSWER && isIn(language, text))
                .limit(ANSWERS_MAX)
                .toList();
        if (now.drafts().isEmpty() || found.isEmpty()) {
            return new Draft.None("No approved answer in the citizen's language is near to what was said last.");
        }
        var answers = found.stream()
                .flatMap(text -> now.city().knowledge().find(text.id()).stream()
                        .map(answer -> new ApprovedAnswer(answer.id(), answer.source(), question, text.text())))
                .toList();
        return switch (now.drafts().get().phrase(question, answers, language)) {
            case Phrasing.Outcome.Phrased(var text, var model) ->
                new Draft.Written(
                        text, model, found.stream().map(ReadyText::title).toList());
            case Phrasing.Outcome.AsApproved(var reason) ->
                new Draft.None(
                        "The model gave none that may be shown (%s). The approved answers stand beside the reply."
                                .formatted(reason));
        };
    }

    private static boolean isIn(Locale language, ReadyText text) {
        return text.language().getLanguage().equals(language.getLanguage());
    }
}
