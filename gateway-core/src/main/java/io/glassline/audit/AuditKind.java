package io.glassline.audit;

import static io.glassline.audit.AuditField.*;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every kind of entry that the record has, with the coarse kind that is open to anyone, and the fields of its
/// sealed part. A `switch` over it has no `default`, so that a new kind cannot be forgotten where kinds become
/// sentences.
///
/// Every sealed part has `kind` and `at` besides. Those who act ([Coarse#ACT]) are named by `who`, `how`, and,
/// where it is known, `from` and `onBehalfOf`.
public enum AuditKind {
    MESSAGE_RECEIVED(
            "message.received",
            Coarse.IN,
            "A citizen's message was accepted. Its conversation is not known yet.",
            List.of(ACCOUNT, CONTENT, MESSAGE, WORDS),
            List.of()),
    SIGNAL_RECEIVED(
            "signal.received",
            Coarse.IN,
            "A reaction, a change, a deletion or a notice was accepted: a sign that asks for no answer.",
            List.of(ACCOUNT, CONTENT, MESSAGE, WORDS),
            List.of()),
    MESSAGE_DECIDED(
            "message.decided",
            Coarse.SYSTEM,
            "It was decided what to do with a citizen's message.",
            List.of(ACCOUNT, BOT, CONVERSATION, MESSAGE, OUTCOME, POSITION, RULE, RULES),
            List.of(ANSWER, QUEUE)),
    MESSAGE_WRITTEN(
            "message.written",
            Coarse.OUT,
            "The city wrote something: the bot, an agent, or the gateway itself.",
            List.of(ACCOUNT, CONTENT, CONVERSATION, MESSAGE, POSITION, ROLE, WORDS),
            List.of(BOT)),
    MESSAGE_DELIVERY(
            "message.delivery",
            Coarse.OUT,
            "One part of a message got further on its way, or failed.",
            List.of(DELIVERY, MESSAGE, PART),
            List.of(CODE)),
    MESSAGE_RECONCILED(
            "message.reconciled",
            Coarse.SYSTEM,
            "A message was taken in from the provider's own list: its call had not come.",
            List.of(ACCOUNT, MESSAGE),
            List.of()),
    MESSAGE_QUARANTINED(
            "message.quarantined",
            Coarse.IN,
            "A genuine delivery could not be read, and is kept until it can be.",
            List.of(ACCOUNT, NUMBER),
            List.of()),
    MESSAGE_REDRIVEN(
            "message.redriven",
            Coarse.ACT,
            "A delivery from the quarantine was read again and understood.",
            List.of(ACCOUNT, NUMBER),
            List.of()),
    QUARANTINE_VIEWED(
            "quarantine.viewed",
            Coarse.ACT,
            "Someone looked at a delivery in the quarantine.",
            List.of(ACCOUNT, NUMBER),
            List.of()),
    QUARANTINE_SET_ASIDE(
            "quarantine.set-aside",
            Coarse.ACT,
            "Someone decided that a delivery in the quarantine is of no use.",
            List.of(ACCOUNT, NUMBER),
            List.of()),
    SEND_AGAIN(
            "send.again",
            Coarse.ACT,
            "Someone had a message sent again that was not delivered.",
            List.of(MESSAGE),
            List.of()),
    SEND_LEFT(
            "send.left",
            Coarse.ACT,
            "Someone left a message be that was not delivered, and said why.",
            List.of(MESSAGE, WORDS),
            List.of()),
    CONVERSATION_ENDED(
            "conversation.ended",
            Coarse.SYSTEM,
            "A conversation ended by itself: after quiet, or with its call.",
            List.of(ACCOUNT, CONVERSATION, OUTCOME, POSITION, STATE),
            List.of()),
    DESK_TAKEN("desk.taken", "An agent took the conversation.", List.of()),
    DESK_PUT_BACK("desk.put-back", "An agent put the conversation back into its queue.", List.of()),
    DESK_TRANSFERRED("desk.transferred", "An agent gave the conversation to another queue.", List.of()),
    DESK_RANKED(
            "desk.ranked",
            "An agent set how urgently the conversation waits: `emergency`, `urgent` or `normal`.",
            List.of(OUTCOME, REASON)),
    DESK_REPLIED("desk.replied", "An agent replied; the words are an entry of their own.", List.of()),
    DESK_CLOSED("desk.closed", "An agent closed the conversation.", List.of(OUTCOME)),
    DESK_ASSIGNED("desk.assigned", "Someone gave the conversation to a colleague.", List.of(ASSIGNEE)),
    DESK_SNOOZED(
            "desk.snoozed",
            "An agent put off a conversation that they have, until a time or until the citizen writes.",
            List.of(UNTIL)),
    DESK_REOPENED("desk.reopened", "An agent took up a conversation again that had ended.", List.of()),
    DESK_OFFERED(
            "desk.offered",
            "A conversation that waited was offered to an agent, or that offer ended: `made`, `accepted`, `declined`,"
                    + " `timed-out` or `withdrawn`.",
            List.of(ASSIGNEE, OUTCOME)),
    DESK_RELAXED(
            "desk.relaxed",
            "A conversation had waited so long that less is wanted of whoever answers, or that it became more urgent.",
            List.of(STEP)),
    DESK_ESCALATED(
            "desk.escalated",
            "A conversation had waited so long that it went to another queue, or people were asked to look.",
            List.of(STEP)),
    STAFF_AVAILABILITY(
            "staff.availability",
            Coarse.ACT,
            "One of the staff chose whether they are offered conversations, or did not answer an offer:"
                    + " `available`, `away`, `wrap-up` or `off`.",
            List.of(OUTCOME, REASON, STAFF),
            List.of()),
    STAFF_PROFILE(
            "staff.profile",
            Coarse.ACT,
            "Someone wrote down what one of the staff can do, and how much they have at once.",
            List.of(PROFILE, STAFF),
            List.of()),
    DESK_NOTED(
            "desk.noted",
            Coarse.ACT,
            "Someone wrote a note for colleagues, which no citizen is sent.",
            List.of(ACCOUNT, CONVERSATION, POSITION, STATE, WORDS),
            List.of()),
    TRANSCRIPT_VIEWED(
            "transcript.viewed",
            Coarse.ACT,
            "Someone read a conversation's transcript.",
            List.of(ACCOUNT, CONVERSATION, POSITION, STATE),
            List.of()),
    LIST_READ("list.read", Coarse.ACT, "Someone read a list in which citizens appear.", List.of(LIST), List.of()),
    SEARCH_MADE(
            "search.made",
            Coarse.ACT,
            "Someone searched a list. What was searched for is committed to as words.",
            List.of(LIST, WORDS),
            List.of()),
    DEAD_LETTERS_READ(
            "dead-letters.read",
            Coarse.ACT,
            "Someone read the list of messages that were not delivered.",
            List.of(),
            List.of()),
    EXPORT_MADE("export.made", Coarse.ACT, "Someone exported data.", List.of(EXPORT, ROWS), List.of()),
    SIGNED_IN("sign-in.done", Coarse.ACT, "Someone of the staff signed in at the console.", List.of(), List.of()),
    SIGN_IN_REFUSED(
            "sign-in.refused",
            Coarse.ACT,
            "Somebody tried to sign in and was not let in. `who` is the account that was tried, or `nobody`.",
            List.of(),
            List.of()),
    SIGNED_OUT("sign-out.done", Coarse.ACT, "Someone of the staff signed out.", List.of(), List.of()),
    CONSENT_CHANGED(
            "consent.changed",
            Coarse.IN,
            "A citizen's consent to be written to changed.",
            List.of(ACCOUNT, PROGRAMME, STANDING, WAY, WORDS),
            List.of()),
    PERSON_LINKED(
            "person.linked",
            Coarse.ACT,
            "Two addresses were linked as one person's, by a code or by staff. `who` is `gateway` for a code.",
            List.of(ACCOUNT, WAY, WORDS),
            List.of()),
    PERSON_UNLINKED(
            "person.unlinked",
            Coarse.ACT,
            "Someone undid the link between two addresses, and said why.",
            List.of(ACCOUNT, WAY, WORDS),
            List.of()),
    RECEIPT_GIVEN(
            "receipt.given",
            Coarse.ACT,
            "A link to the conversation's receipt was sent to the citizen. `who` is `gateway` where they asked for it.",
            List.of(ACCOUNT, CONVERSATION),
            List.of()),
    RECEIPT_OPENED(
            "receipt.opened",
            Coarse.ACT,
            "Someone opened a conversation's receipt, or its tracking page, by the link. `who` is `holder`: who that is, is "
                    + "not known.",
            List.of(ACCOUNT, CONVERSATION, WAY),
            List.of()),
    RECORD_GIVEN(
            "record.given",
            Coarse.ACT,
            "A link to all that is known of a citizen's address was sent to it, because they asked. `who` is `gateway`.",
            List.of(ACCOUNT, CONVERSATION),
            List.of()),
    EXPORT_REFUSED(
            "export.refused",
            Coarse.ACT,
            "Someone asked for a citizen's record and was refused it, for they may not have it.",
            List.of(EXPORT),
            List.of()),
    RATING_GIVEN(
            "rating.given",
            Coarse.SYSTEM,
            "A citizen answered the question how satisfied they were.",
            List.of(ACCOUNT, CONVERSATION, MESSAGE, POINTS, QUESTION),
            List.of()),
    ERASURE_ASKED(
            "erasure.asked",
            Coarse.ACT,
            "Someone asked for a citizen's words and addresses to be erased, and said why.",
            List.of(ERASURE, REASON),
            List.of()),
    ERASURE_REFUSED(
            "erasure.refused",
            Coarse.ACT,
            "An erasure was refused, or given up before it began, because of a hold.",
            List.of(ERASURE),
            List.of(REASON)),
    ERASURE_FINISHED(
            "erasure.finished",
            Coarse.SYSTEM,
            "A citizen's words and addresses are erased. What was proved stays proved.",
            List.of(ERASURE, HOW, WHO),
            List.of(FROM, ON_BEHALF_OF)),
    HOLD_SET(
            "hold.set",
            Coarse.ACT,
            "Someone said that nothing of an address is to be erased, and why.",
            List.of(ERASURE, REASON),
            List.of()),
    HOLD_LIFTED(
            "hold.lifted",
            Coarse.ACT,
            "Someone said that an address may be erased again, and why.",
            List.of(ERASURE, REASON),
            List.of()),
    RECORDS_ASKED(
            "records.asked",
            Coarse.ACT,
            "Someone wrote down that somebody asked the city for records, and by which day they are due.",
            List.of(DAY, RECORDS),
            List.of()),
    RECORDS_TAKEN(
            "records.taken",
            Coarse.ACT,
            "Someone took what is in a request for records. It is written down once.",
            List.of(CONVERSATIONS, RECORDS),
            List.of()),
    RECORDS_DECIDED(
            "records.decided",
            Coarse.ACT,
            "Someone decided what of a piece is given out for a request for records. `reason` is the codes for what is not.",
            List.of(ACCOUNT, CONVERSATION, OUTCOME, PIECE, REASON, RECORDS),
            List.of()),
    RECORDS_GIVEN(
            "records.given",
            Coarse.ACT,
            "Someone had the files of a request for records made. `digest` is that of the list of files, SHA256SUMS.",
            List.of(DIGEST, RECORDS, ROWS),
            List.of()),
    REQUEST_ASKED(
            "request.asked",
            Coarse.SYSTEM,
            "A turn wrote down what a citizen asks a system of the city to do.",
            List.of(ACCOUNT, CONVERSATION, MESSAGE, REQUEST, SERVICE),
            List.of()),
    REQUEST_MOVED(
            "request.moved",
            Coarse.SYSTEM,
            "A request came further, such as `handed-over`, `numbered` or `closed`, or back to `waiting`.",
            List.of(OUTCOME, REQUEST, SERVICE),
            List.of(PHOTO)),
    REQUEST_GIVEN_TO_PEOPLE(
            "request.given-to-people",
            Coarse.SYSTEM,
            "No system took a request, so a conversation waits for people.",
            List.of(ACCOUNT, CONVERSATION, POSITION, QUEUE, REQUEST, SERVICE, STATE),
            List.of()),
    CAMPAIGN_WRITTEN(
            "campaign.written",
            Coarse.ACT,
            "Someone wrote a message for all who have a programme. Its texts are committed to as words.",
            List.of(CAMPAIGN, PROGRAMME, WORDS),
            List.of()),
    CAMPAIGN_APPROVED(
            "campaign.approved",
            Coarse.ACT,
            "Someone else approved a campaign: from now on it is sent.",
            List.of(CAMPAIGN, PROGRAMME),
            List.of()),
    CAMPAIGN_STOPPED(
            "campaign.stopped",
            Coarse.ACT,
            "Someone stopped a campaign. What the providers had by then stays sent.",
            List.of(CAMPAIGN, PROGRAMME),
            List.of()),
    CAMPAIGN_DONE(
            "campaign.done",
            Coarse.SYSTEM,
            "Nothing of a campaign waits any more.",
            List.of(CAMPAIGN, PEOPLE, PROGRAMME),
            List.of()),
    ANSWER_WITHDRAWN(
            "answer.withdrawn",
            Coarse.ACT,
            "Someone withdrew an approved answer: nobody gives it any more as it reads.",
            List.of(ANSWER, DIGEST, REASON),
            List.of()),
    ANSWER_GIVEN_AGAIN(
            "answer.given-again",
            Coarse.ACT,
            "Someone took back the withdrawal of an approved answer.",
            List.of(ANSWER, DIGEST, REASON),
            List.of()),
    ANSWER_JUDGED(
            "answer.judged",
            Coarse.ACT,
            "Someone judged an answer that the bot had given: `right`, `incomplete` or `wrong`.",
            List.of(ANSWER, MESSAGE, OUTCOME),
            List.of()),
    CONFIGURATION_ACTIVATED(
            "configuration.activated",
            Coarse.SYSTEM,
            "A node began to decide by a version of the city's configuration.",
            List.of(BOT, RULES),
            List.of()),
    CONFIGURATION_PUSHED(
            "configuration.pushed",
            Coarse.ACT,
            "Someone put forward a version of the city's configuration.",
            List.of(VERSION),
            List.of(INSTEAD)),
    CONFIGURATION_APPROVED(
            "configuration.approved",
            Coarse.ACT,
            "Someone else approved a version of the city's configuration.",
            List.of(VERSION),
            List.of()),
    CONFIGURATION_RELEASED(
            "configuration.released",
            Coarse.ACT,
            "Someone made a version of the city's configuration the one that decides.",
            List.of(VERSION),
            List.of(INSTEAD)),
    CONFIGURATION_ROLLED_BACK(
            "configuration.rolled-back",
            Coarse.ACT,
            "Someone made the version before decide again.",
            List.of(VERSION),
            List.of(INSTEAD)),
    CONFIGURATION_SHADOW_BEGUN(
            "configuration.shadow-begun",
            Coarse.ACT,
            "Someone let a draft decide beside the active version, without sending anything.",
            List.of(VERSION),
            List.of()),
    CONFIGURATION_SHADOW_ENDED(
            "configuration.shadow-ended",
            Coarse.ACT,
            "A draft no longer decides beside the active version: someone ended it, its time was over, or another version "
                    + "became active.",
            List.of(VERSION),
            List.of()),
    LOG_CONTINUED(
            "log.continued",
            Coarse.ACT,
            "Someone decided that this log goes on, after its database was put back from a backup, and said why.",
            List.of(REASON),
            List.of()),
    FEED_BEGUN(
            "feed.begun",
            Coarse.SYSTEM,
            "The record is sent on to another system of the city from now on.",
            List.of(FEED, NEXT),
            List.of()),
    FEED_PARKED(
            "feed.parked",
            Coarse.SYSTEM,
            "The record is not sent on to a system any more: it wants no more of it, or took nothing for a day.",
            List.of(FEED, NEXT, REASON),
            List.of()),
    FEED_RESUMED("feed.resumed", Coarse.ACT, "Someone let a feed go on where it was.", List.of(FEED, NEXT), List.of()),
    FEED_REPLAYED(
            "feed.replayed",
            Coarse.ACT,
            "Someone let a feed go on from another entry, so that its receiver gets some again.",
            List.of(FEED, NEXT),
            List.of()),
    RETENTION_RAN(
            "retention.ran",
            Coarse.SYSTEM,
            "What is older than the city's schedules say was removed, as an erasure removes it. What a hold is on stayed.",
            List.of(CONVERSATIONS, DAY, DELIVERIES_REMOVED, FILES),
            List.of()),
    FIGURES_RELEASED(
            "figures.released",
            Coarse.SYSTEM,
            "The figures of a day were given to everyone. The file of that digest is theirs for ever.",
            List.of(DAY, DIGEST, ROWS),
            List.of()),
    RECONCILE_RAN(
            "reconcile.ran",
            Coarse.SYSTEM,
            "The provider's list was compared with the record, and something was made good.",
            List.of(ACCOUNT, DELIVERIES, HOW, MESSAGES, UNKNOWN, WHO),
            List.of(FROM, ON_BEHALF_OF));

    /// What anyone may see of a kind.
    public enum Coarse {
        /// Something reached the city.
        IN("Something reached the city from outside."),
        /// The city wrote, or what it wrote got further.
        OUT("The city wrote, or what it wrote got further on its way."),
        /// A person, or a program for one, did or read something.
        ACT("A person of the staff, or a program, did or read something."),
        /// The gateway did something by itself.
        SYSTEM("The gateway decided or did something by itself.");

        private final String word = name().toLowerCase(Locale.ROOT);
        private final String meaning;

        Coarse(String meaning) {
            this.meaning = meaning;
        }

        /// The word for it in the leaf.
        public String word() {
            return word;
        }

        /// What it means, in a sentence, for the published schema.
        public String meaning() {
            return meaning;
        }
    }

    private static final Map<String, AuditKind> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(AuditKind::word, Function.identity()));

    private final String word;
    private final Coarse coarse;
    private final String meaning;
    private final Set<AuditField> required = EnumSet.of(AT, KIND);
    private final Set<AuditField> allowed;

    AuditKind(String word, Coarse coarse, String meaning, List<AuditField> required, List<AuditField> optional) {
        this.word = word;
        this.coarse = coarse;
        this.meaning = meaning;
        this.required.addAll(required);
        this.allowed = EnumSet.copyOf(this.required);
        this.allowed.addAll(optional);
        if (coarse == Coarse.ACT) {
            this.required.addAll(List.of(HOW, WHO));
            this.allowed.addAll(List.of(HOW, WHO, FROM, ON_BEHALF_OF));
        }
    }

    /// What an agent does with a conversation.
    AuditKind(String word, String meaning, List<AuditField> more) {
        this(word, Coarse.ACT, meaning, with(List.of(ACCOUNT, CONVERSATION, POSITION, QUEUE, STATE), more), List.of());
    }

    private static List<AuditField> with(List<AuditField> some, List<AuditField> more) {
        var all = EnumSet.copyOf(some);
        all.addAll(more);
        return List.copyOf(all);
    }

    /// The kind of this word; empty for one that no version of the record has.
    public static Optional<AuditKind> named(String word) {
        return Optional.ofNullable(BY_WORD.get(word));
    }

    /// The word for it in the sealed part, in the feed and in the API, such as `message.received`.
    public String word() {
        return word;
    }

    public Coarse coarse() {
        return coarse;
    }

    /// What it says, in a sentence, for the published schema.
    public String meaning() {
        return meaning;
    }

    /// Whether its sealed part must have the field.
    public boolean requires(AuditField field) {
        return required.contains(field);
    }

    /// Whether its sealed part may have the field.
    public boolean allows(AuditField field) {
        return allowed.contains(field);
    }

    /// @throws IllegalStateException when a field is missing, or is there that the published schema does not have.
    void check(Set<AuditField> present) {
        if (!present.containsAll(required) || !allowed.containsAll(present)) {
            throw new IllegalStateException("a sealed part of " + word + " has " + present + "; the schema wants "
                    + required + " of " + allowed);
        }
    }
}
