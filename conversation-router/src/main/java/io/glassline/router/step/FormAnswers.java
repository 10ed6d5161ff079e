package io.glassline.router.step;

import com.google.re2j.Pattern;
import io.glassline.router.context.TurnContext;
import io.glassline.router.flow.Flow;
import io.glassline.router.flow.HouseNumbers;
import io.glassline.router.flow.SlotKind;
import io.glassline.router.knowledge.AskedDetail;

/// Whether a message is the answer to a form's question, looks like one, or is none.
final class FormAnswers {

    private static final Pattern DIGIT = Pattern.compile("[0-9]");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{3}");

    private FormAnswers() {}

    /// Whether it is an answer that only went wrong, and no message of another kind.
    static boolean looksLikeAnswer(TurnContext turn, SlotKind asked) {
        var said = turn.normalized();
        if (said.isNothing() || turn.isQuestion() || SmallTalk.isAny(turn)) {
            return false;
        }
        return switch (asked) {
            case SlotKind.Address _ ->
                turn.city().dialogue().looksLike(AskedDetail.LOCATION, said.text()) || mayNameHouse(turn);
            case SlotKind.Text _, SlotKind.Phone _ ->
                NUMBER.matcher(said.text()).find();
            case SlotKind.Day _, SlotKind.Number _ -> hasNumber(turn);
            case SlotKind.Pick(var options) -> options.stream().anyMatch(option -> option.isCalled(said));
            case SlotKind.YesOrNo _, SlotKind.Picture _ -> false;
            case SlotKind.Mail _ -> turn.raw().contains("@");
        };
    }

    static boolean mayNameHouse(TurnContext turn) {
        return HouseNumbers.mayBeIn(turn.text(), turn.isSpoken());
    }

    private static boolean hasNumber(TurnContext turn) {
        return DIGIT.matcher(turn.normalized().text()).find();
    }

    static boolean isNoAnswer(Flow.Outcome outcome) {
        return switch (outcome) {
            case Flow.Outcome.Asks(var _, var _, var reason, var _) ->
                reason == Flow.AskReason.NO_ANSWER || reason == Flow.AskReason.CHANGE;
            case Flow.Outcome.HandsOver(var text, var queue, var _) -> text.isEmpty() && queue.isEmpty();
            case Flow.Outcome.Needs _, Flow.Outcome.Away _, Flow.Outcome.Ends _ -> false;
        };
    }
}
