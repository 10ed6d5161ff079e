package io.glassline.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.audit.AuditKind;
import io.glassline.conversation.QueueId;
import io.micronaut.json.tree.JsonNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSentencesTest {

    private final AuditSentences sentences = new AuditSentences(titles(), staff());

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            message.received        | account=city-sms                          | A citizen wrote to city-sms
            message.decided         | outcome=queue:waste, rule=missed pick-up  | Sent to Waste & recycling by rule “missed pick-up”
            signal.received         | content=reaction, account=city-sms        | A citizen reacted to a message (city-sms)
            signal.received         | content=edit, account=city-sms            | A citizen changed a message (city-sms)
            signal.received         | content=deletion, account=city-sms        | A citizen took back a message (city-sms)
            signal.received         | content=service-notice, account=city-sms  | A provider gave a notice of its own (city-sms)
            message.decided         | outcome=bot:answer                        | Given to the bot (answer)
            message.written         | role=bot                                  | The bot answered
            message.written         | role=agent                                | An agent answered
            message.written         | role=system                               | The gateway wrote a fixed text
            message.delivery        | part=0, delivery=failed, code=30007       | Delivery of part 0: failed (30007)
            message.reconciled      | account=city-sms                          | A message whose call had not come was taken in from the provider's own list (city-sms)
            message.quarantined     | account=city-email                        | A delivery could not be read, and is kept (city-email)
            message.redriven        | account=city-email, who=ada, how=console  | Ada Byron had a delivery read again that could not be read (city-email)
            quarantine.viewed       | account=city-email, who=ada, how=console  | Ada Byron looked at a delivery that could not be read (city-email)
            quarantine.set-aside    | account=city-email, who=ada, how=console  | Ada Byron set aside a delivery that could not be read (city-email)
            send.again              | who=ada, how=console                      | Ada Byron had a message sent again that was not delivered
            send.left               | who=crm, how=api                          | The program “crm” left a message be that was not delivered
            desk.taken              | who=ada, how=console, queue=waste         | Ada Byron took the conversation from Waste & recycling
            desk.put-back           | who=ada, how=console, queue=waste         | Ada Byron put the conversation back into Waste & recycling
            desk.transferred        | who=ada, how=console, queue=waste         | Ada Byron transferred the conversation to Waste & recycling
            desk.ranked             | who=ada, how=console, outcome=urgent    | Ada Byron set how urgently the conversation waits: urgent
            desk.ranked             | who=ada, how=console, outcome=normal, reason=a drill | Ada Byron set how urgently the conversation waits: routine (“a drill”)
            answer.withdrawn        | who=ada, how=console, answer=trash-day, reason=the day moved | Ada Byron withdrew the answer “trash-day” (“the day moved”)
            answer.given-again      | who=ada, how=console, answer=trash-day, reason=it did not | Ada Byron took back the withdrawal of the answer “trash-day” (“it did not”)
            answer.judged           | who=ada, how=console, answer=trash-day, outcome=wrong | Ada Byron judged that it was wrong: the answer “trash-day”
            feed.begun              | feed=records, next=7                      | The record is sent on to “records” from now on
            feed.parked             | feed=records, next=7, reason=it fell silent | The record is not sent on to “records” any more: it fell silent
            feed.resumed            | who=crm, how=api, feed=records, next=7    | The program “crm” let the record be sent on to “records” again
            feed.replayed           | who=crm, how=api, feed=records, next=2    | The program “crm” let the record be sent on to “records” from entry 2 on
            desk.assigned           | who=ada, how=console, assignee=ben        | Ada Byron gave the conversation to ben
            desk.snoozed            | who=ada, how=console, until=2026-11-29T15:00:00Z | Ada Byron put the conversation off, or took it up again
            desk.reopened           | who=ada, how=console                      | Ada Byron took up the conversation again that had ended
            desk.offered            | who=gateway, how=system, assignee=ada, outcome=made, queue=waste | The conversation was offered to Ada Byron
            desk.offered            | who=gateway, how=system, assignee=ada, outcome=timed-out, queue=waste | The offer to Ada Byron ended: timed out
            desk.relaxed            | who=gateway, how=system, step=waste is not wanted any more | It had waited, and less is wanted of whoever answers: waste is not wanted any more
            desk.escalated          | who=gateway, how=system, step=supervisors were asked to look | It had waited for too long: supervisors were asked to look
            staff.availability      | who=ada, how=console, staff=ada, outcome=away, reason=lunch | Ada Byron is now: away (“lunch”)
            staff.profile           | who=ada, how=console, staff=ben, profile=waste 2 | Ada Byron wrote down what ben can do: waste 2
            desk.noted              | who=ada, how=console                      | Ada Byron wrote a note for colleagues
            desk.replied            | who=ada, how=console, queue=waste         | Ada Byron replied in Waste & recycling
            conversation.ended      | outcome=quiet                             | The conversation ended by itself: Nobody wrote for a time
            desk.closed             | who=ada, how=console, outcome=resolved    | Ada Byron closed the conversation: Dealt with
            transcript.viewed       | who=crm, how=api                          | The program “crm” read the transcript
            list.read               | who=ada, how=console, list=conversations  | Ada Byron read the list of conversations
            list.read               | who=ada, how=console, list=quarantine     | Ada Byron read the list of deliveries that could not be read
            list.read               | who=ada, how=console, list=missed         | Ada Byron read the list of messages that the bot did not understand
            list.read               | who=ada, how=console, list=replay         | Ada Byron read the list of messages that a replay would send elsewhere
            list.read               | who=ada, how=console, list=shadow         | Ada Byron read the list of messages that a draft would send elsewhere
            list.read               | who=ada, how=console, list=sample         | Ada Byron read the list of answers of the bot that are judged
            list.read               | who=ada, how=console, list=answered       | Ada Byron read the list of citizens who were given an answer that is withdrawn
            search.made             | who=ada, how=console, list=citizens       | Ada Byron searched the list of citizens' records
            search.made             | who=ada, how=console, list=conversations  | Ada Byron searched the list of conversations
            dead-letters.read       | who=ada, how=console                      | Ada Byron read the list of messages that were not delivered
            export.made             | who=ada, how=console, export=figures, rows=12 | Ada Byron exported figures, 12 rows
            request.asked           | service=pothole                           | A request was written down for a system of the city (pothole)
            request.moved           | service=pothole, outcome=handed-over      | The request (pothole) is now handed over
            request.given-to-people | service=pothole, queue=waste              | No system took the request (pothole), so people have it, in Waste & recycling
            sign-in.done            | who=ada, how=console, from=10.0.0.7       | Ada Byron signed in from 10.0.0.7
            sign-in.refused         | who=ada, how=console, from=10.0.0.7       | Somebody tried to sign in as Ada Byron from 10.0.0.7 and was not let in
            sign-in.refused         | who=nobody, how=console, from=10.0.0.7    | Somebody tried to sign in from 10.0.0.7 and was not let in
            sign-out.done           | who=ada, how=console                      | Ada Byron signed out
            consent.changed         | standing=opted-out, way=keyword           | Consent is now opted-out, by keyword
            person.linked           | way=code, who=gateway, how=system        | Two addresses were linked as one person’s: the code came back
            person.linked           | way=staff, who=ada, how=console           | Ada Byron linked two addresses as one person’s
            person.unlinked         | way=code, who=ada, how=console            | Ada Byron undid the link between two addresses
            configuration.activated | rules=3fa91c07d2b44e5f                    | A node began to work by a version of the city's rules and answers (rules 3fa91c07…)
            configuration.shadow-begun | version=0123456789ab, who=ada, how=console | Ada Byron let decide beside the active one, without sending: version 0123456789ab of the city's rules and answers
            configuration.shadow-ended | version=0123456789ab, who=ada, how=console | Ada Byron ended the shadow of version 0123456789ab of the city's rules and answers
            configuration.shadow-ended | version=0123456789ab, who=gateway         | The gateway ended the shadow of version 0123456789ab of the city's rules and answers
            reconcile.ran           | account=city-sms, messages=2, deliveries=5, unknown=0 | The provider's list was compared with the record (city-sms): 2 messages taken in, 5 deliveries moved forward
            """)
    void anEntryIsASentence(String kind, String facts, String sentence) {
        assertThat(sentences.of(AuditKind.named(kind).orElseThrow(), json(facts)))
                .isEqualTo(sentence);
    }

    /// Version 1 had the facts in the leaf, and two of them under other names.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            message.written   | actor=bot                     | The bot answered
            consent.changed   | standing=opted-out, how=keyword | Consent is now opted-out, by keyword
            desk.taken        | actor=agent, queue=waste      | An agent took the conversation from Waste & recycling
            transcript.viewed | actor=agent                   | Somebody at the desk read the transcript
            """)
    void anEntryOfVersion1IsASentenceToo(String kind, String facts, String sentence) {
        anEntryIsASentence(kind, facts, sentence);
    }

    @Test
    void whatWasErasedIsLeftOutOfTheSentence() {
        assertThat(Arrays.stream(AuditKind.values()).map(kind -> sentences.of(kind, JsonNode.nullNode())))
                .allSatisfy(sentence -> assertThat(sentence)
                        .isNotBlank()
                        .doesNotContain("null")
                        .doesNotContain("queue:")
                        .startsWith(sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT)));
    }

    private static JsonNode json(String facts) {
        var fields = new LinkedHashMap<String, JsonNode>();
        for (var fact : facts.split(", ")) {
            var at = fact.indexOf('=');
            fields.put(fact.substring(0, at), JsonNode.createStringNode(fact.substring(at + 1)));
        }
        return JsonNode.createObjectNode(fields);
    }

    private static QueueTitles titles() {
        return new QueueTitles(new LinkedHashMap<>(Map.of(new QueueId("waste"), "Waste & recycling")));
    }

    private static Staff staff() {
        return new Staff(List.of(new Staff.Account(
                "ada", "Ada Byron", Set.of(), PasswordHash.of("a password that nobody has", new byte[16], 1))));
    }
}
