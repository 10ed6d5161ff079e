package io.glassline.desk;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.person.CodeSender;
import io.glassline.person.LinkAddress;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLink;
import io.glassline.person.PersonLinks;
import io.glassline.store.ConversationStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntUnaryOperator;

/// Sends the codes that join one address to another, asked for by staff or by the citizen.
///
/// A code is kept before it is sent. Where the node dies between the two, none comes and another may be asked for.
public final class LinkCodes implements CodeSender {

    private final ConversationStore store;
    private final PersonLinks links;
    private final Channels channels;
    private final OtherLanes lanes;
    private final Phrases phrases;
    private final InstantSource clock;
    private final IntUnaryOperator random;

    /// @param random gives a number from 0 to its argument, without it, from a secure source
    public LinkCodes(
            ConversationStore store,
            PersonLinks links,
            Channels channels,
            OtherLanes lanes,
            Phrases phrases,
            InstantSource clock,
            IntUnaryOperator random) {
        this.store = store;
        this.links = links;
        this.channels = channels;
        this.lanes = lanes;
        this.phrases = phrases;
        this.clock = clock;
        this.random = random;
    }

    enum Came {
        SENT,
        NO_WORDS,
        TOO_MANY,
        /// The conversation on the other side kept changing.
        OUTRUN
    }

    @Override
    public Sent send(Conversation conversation, String typed, UUID id) {
        var named = channels.pushAccountIds().stream()
                .sorted()
                .flatMap(account -> channels.account(account).stream())
                .flatMap(account -> LinkAddress.written(account, typed)
                        .map(address -> new Lane(account.id(), address))
                        .filter(lane -> isWrittenTo(account, lane))
                        .stream())
                .toList();
        var own = conversation.lane().citizen();
        var others = named.stream().filter(lane -> !lane.citizen().equals(own)).toList();
        return best(others)
                .map(other -> halved(conversation, other, id))
                .orElseGet(() -> new Sent.Refused(named.isEmpty() ? Why.NO_ADDRESS : Why.OWN_ADDRESS));
    }

    private Sent halved(Conversation conversation, Lane other, UUID id) {
        if (links.others(conversation.lane()).contains(other)) {
            return new Sent.Refused(Why.LINKED);
        }
        var code = code(conversation, other, PersonLink.CITIZEN, id);
        var words = phrases.linkHalf(code.secondHalf(), conversation.language());
        if (words.isEmpty() || !lanes.takes(other)) {
            return new Sent.Halved(code.firstHalf());
        }
        var kept = links.keep(code);
        if (kept.isEmpty()) {
            return new Sent.Refused(Why.TOO_MANY);
        }
        if (kept.get().isNew()) {
            lanes.tell(other, conversation.language(), words.get());
        }
        return new Sent.Halved(kept.get().code().firstHalf());
    }

    private LinkCode code(Conversation conversation, Lane other, String by, UUID id) {
        var digits = LinkCode.of(random.applyAsInt(LinkCode.BOUND));
        return new LinkCode(id, conversation.lane(), other, digits, by, "", clock.instant());
    }

    /// Where they wrote from already, else the first that may be written to.
    private Optional<Lane> best(List<Lane> lanes) {
        return lanes.stream()
                .filter(lane -> store.findLatest(lane).isPresent())
                .findFirst()
                .or(() -> lanes.stream().findFirst());
    }

    /// Whether the city may begin there, or has heard of the address on this channel.
    boolean isWrittenTo(ChannelAccount account, Lane lane) {
        return LinkAddress.takesFirstWords(account.kind())
                || store.findLatest(lane).isPresent();
    }

    /// All of a code, which whoever of the staff has the conversation asks for.
    Came send(Conversation conversation, Lane other, Agent agent, UUID id) {
        var code = code(conversation, other, agent.id(), id);
        var words = phrases.linkCode(code.code(), conversation.language());
        if (words.isEmpty()) {
            return Came.NO_WORDS;
        }
        if (links.keep(code).isEmpty()) {
            return Came.TOO_MANY;
        }
        return lanes.tell(other, conversation.language(), words.get()) ? Came.SENT : Came.OUTRUN;
    }
}
