package io.glassline.desk;

import io.glassline.channel.Channels;
import io.glassline.conversation.Conversation;
import io.glassline.conversation.Lane;
import io.glassline.conversation.Stage;
import io.glassline.message.Address;
import io.glassline.person.LinkAddress;
import io.glassline.person.LinkCode;
import io.glassline.person.PersonLink;
import io.glassline.person.PersonLinks;
import io.glassline.store.ConversationStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the agent who has a conversation does about the other addresses of its citizen: link them, by a
/// code or for a reason, undo a link, and go on over one of them.
public final class PersonDesk {

    private final ConversationStore store;
    private final PersonLinks links;
    private final Channels channels;
    private final OtherLanes lanes;
    private final LinkCodes codes;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    public PersonDesk(
            ConversationStore store,
            PersonLinks links,
            Channels channels,
            OtherLanes lanes,
            LinkCodes codes,
            InstantSource clock,
            Supplier<UUID> ids) {
        this.store = store;
        this.links = links;
        this.channels = channels;
        this.lanes = lanes;
        this.codes = codes;
        this.clock = clock;
        this.ids = ids;
    }

    /// Links that hold for the conversation's citizen, the earliest first.
    public List<PersonLink> links(Conversation conversation) {
        return links.of(conversation.lane());
    }

    /// The other addresses of the citizen that can be written to now.
    public List<Lane> reachable(Conversation conversation) {
        return links.others(conversation.lane()).stream().filter(lanes::takes).toList();
    }

    /// Links the address on the account, as the agent types it, because they know.
    public Desk.Outcome link(Conversation.Id id, String accountId, String typed, String because, Agent agent) {
        return held(
                id,
                agent,
                conversation -> reason(because)
                        .orElseGet(() -> with(
                                conversation,
                                accountId,
                                typed,
                                other -> links.link(
                                                new PersonLink(
                                                        ids.get(),
                                                        conversation.lane(),
                                                        other,
                                                        PersonLink.How.STAFF,
                                                        agent.id(),
                                                        because.strip(),
                                                        clock.instant()),
                                                agent.actor())
                                        ? new Desk.Outcome.Done(conversation)
                                        : new Desk.Outcome.Refused(
                                                "These addresses are linked already, or there are too many: "
                                                        + "at most " + PersonLinks.ADDRESSES_MAX + "."))));
    }

    /// Undoes a link of the conversation's citizen. Nothing that was said moves.
    public Desk.Outcome unlink(Conversation.Id id, UUID link, String because, Agent agent) {
        return held(
                id,
                agent,
                conversation -> reason(because)
                        .orElseGet(() -> links.unlink(
                                        link, conversation.lane(), because.strip(), agent.actor(), clock.instant())
                                .<Desk.Outcome>map(_ -> new Desk.Outcome.Done(conversation))
                                .orElseGet(() -> new Desk.Outcome.Gone("This link has been undone already."))));
    }

    /// Sends a code to the address. Written back from there, or in this conversation, it links the two.
    public Desk.Outcome sendCode(Conversation.Id id, String accountId, String typed, Agent agent) {
        return held(
                id,
                agent,
                conversation -> with(conversation, accountId, typed, other -> {
                    if (!lanes.takes(other)) {
                        return new Desk.Outcome.Refused("Nothing can be sent to this address: it opted out.");
                    }
                    if (links.others(conversation.lane()).contains(other)) {
                        return new Desk.Outcome.Refused("These addresses are linked already.");
                    }
                    return switch (codes.send(conversation, other, agent, ids.get())) {
                        case SENT -> new Desk.Outcome.Done(conversation);
                        case NO_WORDS -> new Desk.Outcome.Refused("The city has no words for a code.");
                        case TOO_MANY ->
                            new Desk.Outcome.Refused("At most " + LinkCode.CODES_MAX
                                    + " codes are sent in an hour from one conversation, or to one address.");
                        case OUTRUN -> new Desk.Outcome.Gone("The other conversation keeps changing. Try again.");
                    };
                }));
    }

    /// Writes to the citizen over another of their addresses. The conversation there becomes the agent's;
    /// this one stays as it is.
    ///
    /// @return the other conversation
    public Desk.Outcome replyOver(Conversation.Id id, Lane other, String text, Agent agent) {
        if (text.isBlank()) {
            return new Desk.Outcome.Refused("Write something first: the reply is empty.");
        }
        if (text.length() > Desk.REPLY_MAX_CHARS) {
            return new Desk.Outcome.Refused(
                    "The reply has " + text.length() + " characters; at most " + Desk.REPLY_MAX_CHARS + ".");
        }
        return held(id, agent, conversation -> {
            if (!links.others(conversation.lane()).contains(other)) {
                return new Desk.Outcome.Gone("This address is no longer linked. Nothing was sent.");
            }
            return conversation.stage() instanceof Stage.WithAgent(var queue, var _, var _, var _)
                    ? lanes.reply(other, queue, conversation.language(), text.strip(), agent)
                    : new Desk.Outcome.Refused("Take the conversation first.");
        });
    }

    private Desk.Outcome held(Conversation.Id id, Agent agent, Function<Conversation, ? extends Desk.Outcome> then) {
        var found = store.find(id);
        if (found.isEmpty()) {
            return new Desk.Outcome.NoSuchConversation();
        }
        return found.get().stage() instanceof Stage.WithAgent(var _, var holder, var _, var _)
                        && holder.equals(agent.id())
                ? then.apply(found.get())
                : new Desk.Outcome.Refused("Take the conversation first.");
    }

    private static Optional<Desk.Outcome> reason(String because) {
        if (because.isBlank()) {
            return Optional.of(new Desk.Outcome.Refused("Say why: the reason is kept on the record."));
        }
        return because.length() > PersonLink.BECAUSE_MAX_CHARS
                ? Optional.of(new Desk.Outcome.Refused(
                        "The reason has more than " + PersonLink.BECAUSE_MAX_CHARS + " characters."))
                : Optional.empty();
    }

    private Desk.Outcome with(
            Conversation conversation, String accountId, String typed, Function<Lane, Desk.Outcome> then) {
        var account = channels.account(accountId)
                .filter(known -> channels.pushAccountIds().contains(known.id()));
        if (account.isEmpty()) {
            return new Desk.Outcome.Refused("Choose the channel of the other address.");
        }
        var kind = account.get().kind();
        Optional<Address> address = LinkAddress.of(kind, typed);
        if (address.isEmpty()) {
            return new Desk.Outcome.Refused("“" + typed.strip() + "” is no address of this channel.");
        }
        var other = new Lane(accountId, address.get());
        if (other.equals(conversation.lane())) {
            return new Desk.Outcome.Refused("This is the address of this conversation itself.");
        }
        if (!codes.isWrittenTo(account.get(), other)) {
            return new Desk.Outcome.Refused("Nobody has written to the city from this address on this channel.");
        }
        return then.apply(other);
    }
}
