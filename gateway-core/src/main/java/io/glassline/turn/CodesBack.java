package io.glassline.turn;

import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLinks;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.Router.LinkPhrase;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Codes that citizens write back to link two addresses ([PersonLinks]).
///
/// Only a message that is six digits and few words more is looked up, so that other turns read nothing for
/// it. The links are not part of the turn's commit: a turn that is run again is answered the same.
record CodesBack(PersonLinks links) {

    static final String GATE = "link";

    /// The answer to a code; empty for a message that is none, or where none is waited for.
    Optional<Route.Decided> answer(Router router, Conversation conversation, Inbound message, Instant now) {
        if (!(message.content() instanceof Content.Text(var words))
                || message.marks().contains(Mark.AUTOMATIC)
                || message.marks().contains(Mark.SENDER_UNPROVEN)) {
            return Optional.empty();
        }
        return LinkCode.writtenBack(words).flatMap(code -> switch (links.redeem(
                conversation.lane(), code, message.id(), now)) {
            case PersonLinks.Answer.NoCode _ -> Optional.empty();
            case PersonLinks.Answer.Linked _ ->
                Optional.of(decided(router, conversation, LinkPhrase.LINKED, "The code came back in time."));
            case PersonLinks.Answer.Wrong(var left) ->
                Optional.of(decided(
                        router,
                        conversation,
                        LinkPhrase.WRONG,
                        "It is not the code that was sent; tries left: " + left + "."));
            case PersonLinks.Answer.Over _ ->
                Optional.of(decided(
                        router, conversation, LinkPhrase.OVER, "The code was tried too often or came too late."));
        });
    }

    private static Route.Decided decided(Router router, Conversation conversation, LinkPhrase phrase, String because) {
        var language = conversation.language();
        return new Route.Decided(
                new RoutingDecision.Gated(GATE, new Because(GATE, router.rulesVersion(), because, List.of())),
                conversation.stage(),
                conversation.session(),
                language,
                List.of(new Reply(new Author.System(), router.linkPhrase(phrase, language), List.of(), false)),
                List.of());
    }
}
