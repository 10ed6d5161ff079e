package io.glassline.console;

import io.glassline.audit.AccessEvent;
import io.glassline.audit.AuditField;
import io.glassline.audit.AuditKind;
import io.glassline.audit.DeskEvent;
import io.glassline.consent.ConsentChange;
import io.glassline.console.ReadingRecorder.CitizenList;
import io.glassline.conversation.QueueId;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.util.Optional;

/// The entries of the audit stream as sentences for staff.
///
/// A sentence is made from the sealed part of an entry. An entry of version 1 has none, and its leaf has the same
/// facts, two of them under other names. A fact that is missing, because it was erased, is left out of the
/// sentence.
@Singleton
final class AuditSentences {

    private final QueueTitles titles;
    private final Staff staff;

    AuditSentences(QueueTitles titles, Staff staff) {
        this.titles = titles;
        this.staff = staff;
    }

    String of(AuditKind kind, JsonNode facts) {
        return switch (kind) {
            case MESSAGE_RECEIVED -> "A citizen wrote" + account(facts, " to ", "");
            case SIGNAL_RECEIVED -> signalled(facts) + account(facts, " (", ")");
            case MESSAGE_DECIDED -> decided(facts);
            case MESSAGE_WRITTEN ->
                switch (fact(facts, AuditField.ROLE)
                        .or(() -> text(facts, "actor"))
                        .orElse("")) {
                    case "bot" -> "The bot answered";
                    case "agent" -> "An agent answered";
                    default -> "The gateway wrote a fixed text";
                };
            case MESSAGE_DELIVERY ->
                "Delivery of part " + fact(facts, AuditField.PART).orElse("?") + ": "
                        + fact(facts, AuditField.DELIVERY).orElse("?")
                        + fact(facts, AuditField.CODE)
                                .map(code -> " (" + code + ")")
                                .orElse("");
            case MESSAGE_RECONCILED ->
                "A message whose call had not come was taken in from the provider's own list"
                        + account(facts, " (", ")");
            case MESSAGE_QUARANTINED -> "A delivery could not be read, and is kept" + account(facts, " (", ")");
            case MESSAGE_REDRIVEN ->
                actor(facts, "Somebody") + " had a delivery read again that could not be read"
                        + account(facts, " (", ")");
            case QUARANTINE_VIEWED ->
                actor(facts, "Somebody") + " looked at a delivery that could not be read" + account(facts, " (", ")");
            case QUARANTINE_SET_ASIDE ->
                actor(facts, "Somebody") + " set aside a delivery that could not be read" + account(facts, " (", ")");
            case SEND_AGAIN -> actor(facts, "Somebody") + " had a message sent again that was not delivered";
            case SEND_LEFT -> actor(facts, "Somebody") + " left a message be that was not delivered";
            case CONVERSATION_ENDED ->
                "The conversation ended by itself"
                        + fact(facts, AuditField.OUTCOME)
                                .map(outcome -> ": " + ClosingOutcome.title(outcome))
                                .orElse("");
            case DESK_TAKEN -> actor(facts, "An agent") + " took the conversation" + queue(facts, " from ");
            case DESK_PUT_BACK -> actor(facts, "An agent") + " put the conversation back" + queue(facts, " into ");
            case DESK_TRANSFERRED -> actor(facts, "An agent") + " transferred the conversation" + queue(facts, " to ");
            case DESK_RANKED ->
                actor(facts, "An agent") + " set how urgently the conversation waits: "
                        + fact(facts, AuditField.OUTCOME)
                                .map(PriorityTitles::ofWord)
                                .orElse("not known")
                        + fact(facts, AuditField.REASON)
                                .filter(reason -> !reason.isEmpty())
                                .map(reason -> " (“" + reason + "”)")
                                .orElse("");
            case DESK_REPLIED -> actor(facts, "An agent") + " replied" + queue(facts, " in ");
            case DESK_CLOSED ->
                actor(facts, "An agent") + " closed the conversation: "
                        + fact(facts, AuditField.OUTCOME)
                                .map(ClosingOutcome::title)
                                .orElse("no outcome");
            case DESK_ASSIGNED ->
                actor(facts, "An agent") + " gave the conversation to "
                        + fact(facts, AuditField.ASSIGNEE).map(staff::nameOf).orElse("a colleague");
            case DESK_SNOOZED -> actor(facts, "An agent") + " put the conversation off, or took it up again";
            case DESK_REOPENED -> actor(facts, "An agent") + " took up the conversation again that had ended";
            case DESK_OFFERED -> offered(facts);
            case DESK_RELAXED ->
                "It had waited, and less is wanted of whoever answers"
                        + fact(facts, AuditField.STEP).map(step -> ": " + step).orElse("");
            case DESK_ESCALATED ->
                "It had waited for too long"
                        + fact(facts, AuditField.STEP).map(step -> ": " + step).orElse("");
            case STAFF_AVAILABILITY -> availability(facts);
            case STAFF_PROFILE ->
                actor(facts, "Somebody") + " wrote down what "
                        + fact(facts, AuditField.STAFF).map(staff::nameOf).orElse("one of the staff") + " can do"
                        + fact(facts, AuditField.PROFILE)
                                .map(profile -> ": " + profile)
                                .orElse("");
            case DESK_NOTED -> actor(facts, "Somebody at the desk") + " wrote a note for colleagues";
            case TRANSCRIPT_VIEWED -> actor(facts, "Somebody at the desk") + " read the transcript";
            case LIST_READ -> actor(facts, "Somebody") + " read the list of " + listed(facts);
            case SEARCH_MADE -> actor(facts, "Somebody") + " searched the list of " + listed(facts);
            case DEAD_LETTERS_READ -> actor(facts, "Somebody") + " read the list of messages that were not delivered";
            case EXPORT_MADE ->
                actor(facts, "Somebody") + " exported "
                        + fact(facts, AuditField.EXPORT).orElse("data")
                        + fact(facts, AuditField.ROWS)
                                .map(rows -> ", " + rows + " rows")
                                .orElse("");
            case SIGNED_IN -> actor(facts, "Somebody") + " signed in" + from(facts);
            case SIGN_IN_REFUSED ->
                "Somebody tried to sign in"
                        + fact(facts, AuditField.WHO)
                                .filter(who -> !who.equals(AccessEvent.Refusal.NOBODY))
                                .map(who -> " as " + staff.nameOf(who))
                                .orElse("")
                        + from(facts) + " and was not let in";
            case SIGNED_OUT -> actor(facts, "Somebody") + " signed out";
            case CONSENT_CHANGED ->
                fact(facts, AuditField.WAY).filter(ConsentChange.TOLD::equals).isPresent()
                        ? "The citizen was written to about their consent, which stays "
                                + fact(facts, AuditField.STANDING).orElse("?")
                        : "Consent is now " + fact(facts, AuditField.STANDING).orElse("?")
                                + fact(facts, AuditField.WAY)
                                        .or(() -> text(facts, "how"))
                                        .map(way -> ", by " + way)
                                        .orElse("");
            case PERSON_LINKED ->
                fact(facts, AuditField.WAY).filter("code"::equals).isPresent()
                        ? "Two addresses were linked as one person’s: the code came back"
                        : actor(facts, "Somebody") + " linked two addresses as one person’s";
            case RATING_GIVEN ->
                "The citizen rated how they were helped, with "
                        + fact(facts, AuditField.POINTS).orElse("?") + " of 5";
            case RECEIPT_GIVEN -> actor(facts, "Somebody") + " sent the citizen a link to the receipt";
            case RECEIPT_OPENED ->
                fact(facts, AuditField.WAY).filter("track"::equals).isPresent()
                        ? "Someone with the link looked where the matter stands"
                        : "Someone with the link opened the receipt";
            case PERSON_UNLINKED -> actor(facts, "Somebody") + " undid the link between two addresses";
            case RECORD_GIVEN -> "The citizen was sent a link to all that is known of their address";
            case EXPORT_REFUSED ->
                actor(facts, "Somebody") + " asked for "
                        + fact(facts, AuditField.EXPORT).orElse("data") + " and was refused it";
            case ERASURE_ASKED -> actor(facts, "Somebody") + " asked for a citizen’s words and addresses to be erased";
            case ERASURE_REFUSED -> "An erasure was refused: there is a hold";
            case ERASURE_FINISHED -> "A citizen’s words and addresses are erased";
            case HOLD_SET -> actor(facts, "Somebody") + " put a hold on an address: nothing of it is erased";
            case HOLD_LIFTED -> actor(facts, "Somebody") + " lifted the hold on an address";
            case RECORDS_ASKED ->
                actor(facts, "Somebody") + " wrote down a request for public records"
                        + fact(facts, AuditField.DAY)
                                .map(day -> ", due on " + day)
                                .orElse("");
            case RECORDS_TAKEN ->
                actor(facts, "Somebody") + " took what is in a request for public records"
                        + fact(facts, AuditField.CONVERSATIONS)
                                .map(count -> ": " + count + " conversations")
                                .orElse("");
            case RECORDS_DECIDED -> recordsDecided(facts);
            case RECORDS_GIVEN ->
                actor(facts, "Somebody") + " had the files of a request for public records made"
                        + fact(facts, AuditField.ROWS)
                                .map(rows -> ", " + rows + " pieces")
                                .orElse("");
            case REQUEST_ASKED -> "A request was written down for a system of the city" + service(facts);
            case REQUEST_MOVED ->
                "The request" + service(facts) + " is now "
                        + fact(facts, AuditField.OUTCOME).orElse("?").replace('-', ' ');
            case REQUEST_GIVEN_TO_PEOPLE ->
                "No system took the request" + service(facts) + ", so people have it" + queue(facts, ", in ");
            case CONFIGURATION_ACTIVATED ->
                "A node began to work by a version of the city's rules and answers"
                        + fact(facts, AuditField.RULES)
                                .map(rules -> " (rules " + shortened(rules) + ")")
                                .orElse("");
            case CAMPAIGN_WRITTEN -> actor(facts, "Somebody") + " wrote a campaign" + programme(facts);
            case CAMPAIGN_APPROVED -> actor(facts, "Somebody") + " approved a campaign" + programme(facts);
            case CAMPAIGN_STOPPED -> actor(facts, "Somebody") + " stopped a campaign" + programme(facts);
            case CAMPAIGN_DONE -> "A campaign is done" + programme(facts);
            case ANSWER_WITHDRAWN -> actor(facts, "Somebody") + " withdrew " + answer(facts);
            case ANSWER_GIVEN_AGAIN -> actor(facts, "Somebody") + " took back the withdrawal of " + answer(facts);
            case ANSWER_JUDGED ->
                actor(facts, "Somebody") + " judged that it was "
                        + fact(facts, AuditField.OUTCOME).orElse("?") + ": " + answer(facts);
            case CONFIGURATION_PUSHED -> actor(facts, "Somebody") + " put forward " + version(facts);
            case CONFIGURATION_APPROVED -> actor(facts, "Somebody") + " approved " + version(facts);
            case CONFIGURATION_RELEASED -> actor(facts, "Somebody") + " made active " + version(facts) + instead(facts);
            case CONFIGURATION_ROLLED_BACK ->
                actor(facts, "Somebody") + " went back to " + version(facts) + instead(facts);
            case CONFIGURATION_SHADOW_BEGUN ->
                actor(facts, "Somebody") + " let decide beside the active one, without sending: " + version(facts);
            case CONFIGURATION_SHADOW_ENDED ->
                (fact(facts, AuditField.WHO).filter("gateway"::equals).isPresent()
                                ? "The gateway"
                                : actor(facts, "Somebody"))
                        + " ended the shadow of " + version(facts);
            case LOG_CONTINUED ->
                actor(facts, "Somebody")
                        + " decided that the log goes on after its database was put back: "
                        + fact(facts, AuditField.REASON).orElse("");
            case FEED_BEGUN -> "The record is sent on" + feed(facts) + " from now on";
            case FEED_PARKED ->
                "The record is not sent on" + feed(facts) + " any more"
                        + fact(facts, AuditField.REASON)
                                .map(because -> ": " + because)
                                .orElse("");
            case FEED_RESUMED -> actor(facts, "Somebody") + " let the record be sent on" + feed(facts) + " again";
            case FEED_REPLAYED ->
                actor(facts, "Somebody") + " let the record be sent on" + feed(facts) + " from entry "
                        + fact(facts, AuditField.NEXT).orElse("?") + " on";
            case RETENTION_RAN ->
                "What is older than the schedules say was removed: "
                        + fact(facts, AuditField.CONVERSATIONS).orElse("0") + " conversations, "
                        + fact(facts, AuditField.FILES).orElse("0") + " messages' files, "
                        + fact(facts, AuditField.DELIVERIES_REMOVED).orElse("0") + " unreadable deliveries";
            case FIGURES_RELEASED ->
                "The figures of " + fact(facts, AuditField.DAY).orElse("a day") + " were given to everyone";
            case RECONCILE_RAN -> reconciled(facts);
        };
    }

    private static String service(JsonNode facts) {
        return fact(facts, AuditField.SERVICE).map(name -> " (" + name + ")").orElse("");
    }

    private static String feed(JsonNode facts) {
        return fact(facts, AuditField.FEED).map(name -> " to “" + name + "”").orElse("");
    }

    private static String programme(JsonNode facts) {
        return fact(facts, AuditField.PROGRAMME)
                .map(name -> " for whoever has " + name)
                .orElse("");
    }

    private static String answer(JsonNode facts) {
        return "the answer “" + fact(facts, AuditField.ANSWER).orElse("?") + "”"
                + fact(facts, AuditField.REASON).map(why -> " (“" + why + "”)").orElse("");
    }

    private static String version(JsonNode facts) {
        return "version " + fact(facts, AuditField.VERSION).orElse("?") + " of the city's rules and answers";
    }

    private static String instead(JsonNode facts) {
        return fact(facts, AuditField.INSTEAD)
                .map(before -> ", instead of " + before)
                .orElse("");
    }

    private static String signalled(JsonNode facts) {
        return switch (fact(facts, AuditField.CONTENT).orElse("")) {
            case "reaction" -> "A citizen reacted to a message";
            case "reaction-withdrawn" -> "A citizen took back a reaction";
            case "edit" -> "A citizen changed a message";
            case "deletion" -> "A citizen took back a message";
            default -> "A provider gave a notice of its own";
        };
    }

    private String decided(JsonNode facts) {
        var outcome = fact(facts, AuditField.OUTCOME).orElse("?");
        var where = outcome.startsWith("queue:")
                ? "Sent to " + titles.of(new QueueId(outcome.substring("queue:".length())))
                : outcome.startsWith("bot:")
                        ? "Given to the bot (" + outcome.substring("bot:".length()) + ")"
                        : "Decided: " + outcome;
        return where
                + fact(facts, AuditField.RULE)
                        .map(rule -> " by rule “" + rule + "”")
                        .orElse("");
    }

    private static String reconciled(JsonNode facts) {
        return "The provider's list was compared with the record" + account(facts, " (", ")") + ": "
                + fact(facts, AuditField.MESSAGES).orElse("0") + " messages taken in, "
                + fact(facts, AuditField.DELIVERIES).orElse("0") + " deliveries moved forward"
                + fact(facts, AuditField.UNKNOWN)
                        .filter(count -> !count.equals("0"))
                        .map(count -> ", " + count + " sends that the record does not know")
                        .orElse("");
    }

    /// The name of the person, or of the program, who did it.
    private String actor(JsonNode facts, String unknown) {
        return fact(facts, AuditField.WHO)
                .map(who -> fact(facts, AuditField.HOW).filter("api"::equals).isPresent()
                        ? "The program “" + who + "”"
                        : staff.nameOf(who))
                .orElse(unknown);
    }

    private static String from(JsonNode facts) {
        return fact(facts, AuditField.FROM).map(address -> " from " + address).orElse("");
    }

    private String offered(JsonNode facts) {
        var whom = fact(facts, AuditField.ASSIGNEE).map(staff::nameOf).orElse("an agent");
        return fact(facts, AuditField.OUTCOME)
                .filter(outcome -> !outcome.equals(DeskEvent.Offering.MADE))
                .map(outcome -> "The offer to " + whom + " ended: " + outcome.replace('-', ' '))
                .orElse("The conversation was offered to " + whom);
    }

    private String recordsDecided(JsonNode facts) {
        var what = fact(facts, AuditField.PIECE).orElse("piece");
        var decided = switch (fact(facts, AuditField.OUTCOME).orElse("")) {
            case "released" -> " released ";
            case "redacted" -> " blacked out a part of ";
            case "withheld" -> " withheld ";
            default -> " decided about ";
        };
        return actor(facts, "Somebody") + decided + (what.equals("address") ? "an " : "a ") + what
                + " for a request for public records"
                + fact(facts, AuditField.REASON)
                        .filter(reason -> !reason.isEmpty())
                        .map(reason -> ": " + reason)
                        .orElse("");
    }

    private String availability(JsonNode facts) {
        var choice = fact(facts, AuditField.OUTCOME).orElse("not known").replace('-', ' ');
        var why = fact(facts, AuditField.REASON)
                .filter(reason -> !reason.isEmpty())
                .map(reason -> " (“" + reason + "”)")
                .orElse("");
        return fact(facts, AuditField.STAFF).map(staff::nameOf).orElse("One of the staff") + " is now: " + choice + why;
    }

    private String queue(JsonNode facts, String before) {
        return fact(facts, AuditField.QUEUE)
                .map(queue -> before + titles.of(new QueueId(queue)))
                .orElse("");
    }

    private static String listed(JsonNode facts) {
        return fact(facts, AuditField.LIST).map(CitizenList::titleOf).orElse("conversations");
    }

    private static String account(JsonNode facts, String before, String after) {
        return fact(facts, AuditField.ACCOUNT)
                .map(account -> before + account + after)
                .orElse("");
    }

    private static String shortened(String version) {
        return version.length() <= 8 ? version : version.substring(0, 8) + "…";
    }

    private static Optional<String> fact(JsonNode facts, AuditField field) {
        return text(facts, field.word());
    }

    static Optional<String> text(JsonNode facts, String name) {
        return Optional.ofNullable(facts.get(name))
                .filter(JsonNode::isValueNode)
                .map(JsonNode::coerceStringValue);
    }
}
