package io.glassline.turn;

import io.glassline.audit.Actor;
import io.glassline.channel.ChannelEvent.Mark;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Inbound;
import io.glassline.conversation.Session;
import io.glassline.message.Author;
import io.glassline.message.Content;
import io.glassline.person.CodeSender;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLinks;
import io.glassline.routing.LinkWish;
import io.glassline.routing.Reply;
import io.glassline.routing.Route;
import io.glassline.routing.Router;
import io.glassline.routing.Router.ErasurePhrase;
import io.glassline.routing.Router.LinkPhrase;
import io.glassline.routing.RoutingDecision;
import io.glassline.routing.RoutingDecision.Because;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Codes that citizens ask for and write back: to link two addresses ([PersonLinks]), or to have all that is known of
/// theirs erased.
///
/// Only a message that is six digits and few words more is looked up, so that other turns read nothing for it. What a
/// code does is not part of the turn's commit, and neither is its sending: a turn that is run again is answered the
/// same.
record CodesBack(PersonLinks links, CodeSender codes, ErasureWish erasures) {

    static final String GATE = "link";

    /// The gate of all that is about the citizen's own record.
    static final String ERASE_GATE = "erase-my-data";

    private static final String UNLINKED_BECAUSE = "The citizen asked for it, from the address itself.";

    /// Why, as the record keeps it. No words of the citizen's: they would outlive the erasure.
    private static final String BECAUSE = "The citizen asked for it, and wrote back the code.";

    /// The answer to a code, or to the wish for one; empty for any other message, and where no code is waited for.
    ///
    /// @param spoken whether it is a call, whose number is shared and forged: nothing is linked by one
    Optional<Route.Decided> answer(
            Router router, Conversation conversation, Inbound message, boolean spoken, Instant now) {
        if (!(message.content() instanceof Content.Text(var words))
                || message.marks().contains(Mark.AUTOMATIC)
                || message.marks().contains(Mark.SENDER_UNPROVEN)) {
            return Optional.empty();
        }
        return LinkCode.writtenBack(words)
                .flatMap(code -> erasing(router, conversation, code, now)
                        .or(() -> linking(router, conversation, message, code, now)))
                .or(() -> spoken
                        ? Optional.empty()
                        : router.linkWish(words).map(wish -> asked(router, conversation, message, wish, now)));
    }

    private Route.Decided asked(Router router, Conversation conversation, Inbound message, LinkWish wish, Instant now) {
        return switch (wish) {
            case LinkWish.Link(var typed)
            when typed.isEmpty() ->
                linking(router, conversation, LinkPhrase.HOW, "The citizen asks how to link another address.");
            case LinkWish.Link(var typed) ->
                switch (codes.send(conversation, typed, message.id().value())) {
                    case CodeSender.Sent.Halved(var here) ->
                        linking(
                                conversation,
                                router,
                                router.linkSent(here, conversation.language()),
                                "The citizen names another address.");
                    case CodeSender.Sent.Refused(var why) ->
                        switch (why) {
                            case OWN_ADDRESS ->
                                linking(router, conversation, LinkPhrase.OWN, "It is the address they write from.");
                            case NO_ADDRESS ->
                                linking(router, conversation, LinkPhrase.NO_ADDRESS, "The city cannot write there.");
                            case LINKED -> linking(router, conversation, LinkPhrase.ALREADY, "The two are linked.");
                            case TOO_MANY ->
                                linking(router, conversation, LinkPhrase.TOO_MANY, "Too many codes were sent lately.");
                        };
                };
            case LinkWish.Unlink _ -> unlinked(router, conversation, now);
        };
    }

    private Route.Decided unlinked(Router router, Conversation conversation, Instant now) {
        var lane = conversation.lane();
        var own = links.of(lane).stream()
                .filter(link -> link.lane().equals(lane) || link.other().equals(lane))
                .toList();
        own.forEach(link -> links.unlink(link.id(), lane, UNLINKED_BECAUSE, Actor.GATEWAY, now));
        return own.isEmpty()
                ? linking(router, conversation, LinkPhrase.NONE, "The address is linked to none.")
                : linking(router, conversation, LinkPhrase.UNLINKED, "The citizen wants their address apart again.");
    }

    /// Inside an open form, other digits are the answer to its question.
    private Optional<Route.Decided> erasing(Router router, Conversation conversation, String code, Instant now) {
        var waits = conversation.session().eraseCode().filter(sent -> !sent.isForgotten(now));
        return waits.flatMap(sent -> {
            if (!sent.code().equals(code)) {
                return conversation.session().openFlow().isPresent()
                        ? Optional.empty()
                        : Optional.of(otherCode(router, conversation, sent, now));
            }
            return Optional.of(
                    sent.isLate(now)
                            ? erasing(router, conversation, ErasurePhrase.OVER, Optional.empty(), "The code came late.")
                            : erased(router, conversation, now));
        });
    }

    private static Route.Decided otherCode(
            Router router, Conversation conversation, Session.EraseCode sent, Instant now) {
        var tried = sent.tried();
        return tried.isLate(now)
                ? erasing(
                        router, conversation, ErasurePhrase.OVER, Optional.empty(), "Too many codes, or one too late.")
                : erasing(
                        router,
                        conversation,
                        ErasurePhrase.WRONG,
                        Optional.of(tried),
                        "It is not the code that was sent; tries left: " + tried.triesLeft() + ".");
    }

    private Route.Decided erased(Router router, Conversation conversation, Instant now) {
        var address = conversation.lane().citizen();
        return erasures.begin(address, BECAUSE, Actor.GATEWAY, now)
                ? erasing(router, conversation, ErasurePhrase.BEGUN, Optional.empty(), "The code came back in time.")
                : erasing(
                        router, conversation, ErasurePhrase.HELD, Optional.empty(), "There is a hold on the address.");
    }

    private static Route.Decided erasing(
            Router router,
            Conversation conversation,
            ErasurePhrase phrase,
            Optional<Session.EraseCode> left,
            String because) {
        return decided(
                router,
                conversation,
                ERASE_GATE,
                conversation.session().confirmingErasure(left),
                router.erasurePhrase(phrase, conversation.language()),
                because);
    }

    private Optional<Route.Decided> linking(
            Router router, Conversation conversation, Inbound message, String code, Instant now) {
        return switch (links.redeem(conversation.lane(), code, message.id(), now)) {
            case PersonLinks.Answer.NoCode _ -> Optional.empty();
            case PersonLinks.Answer.Linked _ ->
                Optional.of(linking(router, conversation, LinkPhrase.LINKED, "The code came back in time."));
            case PersonLinks.Answer.Wrong(var left) ->
                Optional.of(linking(
                        router,
                        conversation,
                        LinkPhrase.WRONG,
                        "It is not the code that was sent; tries left: " + left + "."));
            case PersonLinks.Answer.Over _ ->
                Optional.of(linking(
                        router, conversation, LinkPhrase.OVER, "The code was tried too often or came too late."));
        };
    }

    private static Route.Decided linking(Router router, Conversation conversation, LinkPhrase phrase, String because) {
        return linking(conversation, router, router.linkPhrase(phrase, conversation.language()), because);
    }

    private static Route.Decided linking(Conversation conversation, Router router, String says, String because) {
        return decided(router, conversation, GATE, conversation.session(), says, because);
    }

    private static Route.Decided decided(
            Router router, Conversation conversation, String gate, Session session, String says, String because) {
        return new Route.Decided(
                new RoutingDecision.Gated(gate, new Because(gate, router.rulesVersion(), because, List.of())),
                conversation.stage(),
                session,
                conversation.language(),
                List.of(new Reply(new Author.System(), says, List.of(), false)),
                List.of());
    }
}
