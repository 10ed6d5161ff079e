package io.glassline.router.city;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.glassline.channel.ChannelAccount;
import io.glassline.channel.Secret;
import io.glassline.config.Parsed;
import io.glassline.config.Problem;
import io.glassline.config.VersionId;
import io.glassline.conversation.QueueId;
import io.glassline.router.ExampleCity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/// A copy of the example city, with a mistake made in it.
class CityConfigTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void aCopyOfTheExampleCity() throws IOException {
        ExampleCity.copyTo(folder);
    }

    /// In `file`, `was` is written as `is`; then these are the problems. `@` is the line the change begins in,
    /// `@+1` the one after.
    record Mistake(String name, String file, String was, String is, List<String> problems) {

        Mistake(String name, String file, String was, String is, String... problems) {
            this(name, file, was, is, List.of(problems));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Mistake> MISTAKES = List.of(
            // city.yml
            new Mistake(
                    "unknown key",
                    "city.yml",
                    "phone: +1",
                    "fone: +1",
                    "city.yml:3:  \"phone\" is missing",
                    "city.yml:@: fone unknown key \"fone\"; did you mean \"zone\"?"),
            new Mistake(
                    "bad zone",
                    "city.yml",
                    "America/Los_Angeles",
                    "America/Los_Angles",
                    "city.yml:@: zone \"America/Los_Angles\" is not a time zone; did you mean "
                            + "\"America/Los_Angeles\"?"),
            new Mistake(
                    "wrong type",
                    "city.yml",
                    "name: Alder Bay",
                    "name: [Alder, Bay]",
                    "city.yml:@: name this must be a single value"),
            new Mistake(
                    "no value", "city.yml", "site: city.example", "site:", "city.yml:@: site there is no value here"),
            new Mistake(
                    "twice",
                    "city.yml",
                    "site: city.example",
                    "site: city.example\nsite: other.example",
                    "city.yml:@+1: site \"site\" is here twice"),
            new Mistake(
                    "unknown role",
                    "city.yml",
                    "roles: [ops]",
                    "roles: [opps]",
                    "city.yml:@: staff[2].roles[0] \"opps\" is not a role; did you mean \"ops\"?"),
            new Mistake(
                    "same staff",
                    "city.yml",
                    "id: ops",
                    "id: agent",
                    "city.yml:@: staff[2].id \"agent\" is here twice"),
            new Mistake(
                    "no YAML",
                    "city.yml",
                    "languages: [en, es]",
                    "languages: [en, es",
                    "city.yml:@+4:  this is not YAML: expected ',' or ']', but got ? in column 1"),
            new Mistake(
                    "another language that cannot be told",
                    "city.yml",
                    "other-languages: [zh",
                    "other-languages: [xx, zh",
                    "city.yml:@: other-languages[0] \"xx\" is not a language that can be told from a text; known"),
            new Mistake(
                    "another language that is answered",
                    "city.yml",
                    "other-languages: [zh",
                    "other-languages: [es, zh",
                    "city.yml:@: other-languages[0] \"es\" is among the languages that the city answers in"),
            new Mistake(
                    "an interpreter text without a number",
                    "phrases.yml",
                    "appelez le {phone} et dites",
                    "appelez-nous et dites",
                    "phrases.yml:@: interpreter.fr this text must say {phone}"),
            new Mistake(
                    "an interpreter text in no language",
                    "phrases.yml",
                    "  ht: \"Mesaj",
                    "  hx: \"Mesaj",
                    "phrases.yml:@: interpreter.hx \"hx\" is no language of city.yml; did you mean"),
            // channels.yml
            new Mistake(
                    "a rate that is none",
                    "channels.yml",
                    "\"${GLASSLINE_SMS_PARTS_PER_SECOND:100}\"",
                    "0",
                    "channels.yml:@: accounts[0].settings.parts-per-second \"parts-per-second\" must be a whole number "
                            + "from 1 to 10000"),
            new Mistake(
                    "a policy that is none",
                    "channels.yml",
                    "parts-per-second: \"${GLASSLINE_SMS_PARTS_PER_SECOND:100}\"",
                    "when-unknown: guess",
                    "channels.yml:@: accounts[0].settings.when-unknown \"when-unknown\" must be send-again or "
                            + "ask-a-person"),
            new Mistake(
                    "unknown kind",
                    "channels.yml",
                    "kind: whatsapp",
                    "kind: whatsap",
                    "channels.yml:@: accounts[1].kind \"whatsap\" is not a kind of channel; did you mean "
                            + "\"whatsapp\"?"),
            new Mistake(
                    "unset variable",
                    "channels.yml",
                    "${GLASSLINE_META_APP_SECRET}",
                    "${GLASSLINE_NOWHERE}",
                    "channels.yml:@: accounts[1].secrets.app-secret the variable GLASSLINE_NOWHERE is not set; set it, "
                            + "or write ${GLASSLINE_NOWHERE:value} for a value without it"),
            new Mistake(
                    "foreign variable",
                    "channels.yml",
                    "${GLASSLINE_META_APP_SECRET}",
                    "${PATH}",
                    "channels.yml:@: accounts[1].secrets.app-secret \"PATH\" is not a variable; names start with "
                            + "GLASSLINE_ and have capitals, digits and _"),
            new Mistake(
                    "a secret in the file",
                    "channels.yml",
                    "${GLASSLINE_META_APP_SECRET}",
                    "hunter2",
                    "channels.yml:@: accounts[1].secrets.app-secret a secret must not stand here, where anyone "
                            + "can read "
                            + "it; write ${GLASSLINE_...}"),
            new Mistake(
                    "unknown setting",
                    "channels.yml",
                    "imap-port:",
                    "imap-prt:",
                    "channels.yml:{imap}: accounts[3].settings \"imap-port\" is missing",
                    "channels.yml:@: accounts[3].settings.imap-prt unknown key \"imap-prt\"; did you mean "
                            + "\"imap-port\"?"),
            new Mistake(
                    "same account",
                    "channels.yml",
                    "id: city-voice",
                    "id: city-sms",
                    "channels.yml:@: accounts[4].id \"city-sms\" is here twice"),
            new Mistake(
                    "a next secret in the file",
                    "channels.yml",
                    "- id: city-voice",
                    "- next-secrets: {auth-token: hunter2}\n    id: city-voice",
                    "channels.yml:@: accounts[4].next-secrets.auth-token a secret must not stand here, where "
                            + "anyone can read it; write ${GLASSLINE_...}"),
            new Mistake(
                    "a next secret that the channel has not",
                    "channels.yml",
                    "- id: city-voice",
                    "- next-secrets: {auth-tokn: \"${GLASSLINE_NOWHERE:}\"}\n    id: city-voice",
                    "channels.yml:@: accounts[4].next-secrets.auth-tokn unknown key \"auth-tokn\"; did you "
                            + "mean \"auth-token\"?"),
            new Mistake(
                    "what next secrets are for",
                    "channels.yml",
                    "imap-port:",
                    "next-secrets-are: maybe\n      imap-port:",
                    "channels.yml:@: accounts[3].settings.next-secrets-are \"next-secrets-are\" must be accepted or "
                            + "reported"),
            new Mistake(
                    "variable not closed",
                    "channels.yml",
                    "${GLASSLINE_SMS_NUMBER:+15550100}",
                    "${GLASSLINE_SMS_NUMBER",
                    "channels.yml:@: accounts[0].address \"${\" is not closed; write ${GLASSLINE_X} or "
                            + "${GLASSLINE_X:value}"),
            // queues.yml
            new Mistake(
                    "bad time",
                    "queues.yml",
                    "Mon-Fri 08:00-18:00",
                    "Mon-Fri 08:00-25:00",
                    "queues.yml:@: hours.parking.open[0] \"25:00\" is not a time of day; write it as 08:00"),
            new Mistake(
                    "bad day",
                    "queues.yml",
                    "Sat 09:00-13:00",
                    "Sad 09:00-13:00",
                    "queues.yml:@: hours.parking.open[1] \"Sad\" is not a day; days are Mon, Tue, Wed, Thu, "
                            + "Fri, Sat, Sun"),
            new Mistake(
                    "bad holiday",
                    "queues.yml",
                    "2026-12-25 #",
                    "2026-12-32 #",
                    "queues.yml:@: holidays[3] \"2026-12-32\" is not a day; write it as 2026-12-25"),
            new Mistake(
                    "unknown topic",
                    "queues.yml",
                    "topics: [water]",
                    "topics: [watter]",
                    "queues.yml:@: queues.water.topics[0] \"watter\" is not a topic of the knowledge; did you "
                            + "mean \"water\"?"),
            new Mistake(
                    "topic twice",
                    "queues.yml",
                    "topics: [roads]",
                    "topics: [roads, water]",
                    "queues.yml:@: queues.roads.topics[1] topic \"water\" belongs to queue \"water\" already"),
            new Mistake(
                    "unknown hours",
                    "queues.yml",
                    "hours: always",
                    "hours: allways",
                    "queues.yml:@: queues.emergency.hours \"allways\" is not among the hours above; did you "
                            + "mean \"always\"?"),
            new Mistake(
                    "title not in Spanish",
                    "queues.yml",
                    "title: { en: Streets, es: Calles }",
                    "title: { en: Streets }",
                    "queues.yml:@: queues.roads.title \"es\" is missing"),
            new Mistake(
                    "unknown way to assign",
                    "queues.yml",
                    "assign: longest-idle",
                    "assign: longest-idel",
                    "queues.yml:@: queues.waste.assign \"longest-idel\" is not a way to assign; did you mean \"longest-idle\"?"),
            new Mistake(
                    "unknown neighbour queue",
                    "queues.yml",
                    "add-queue: general",
                    "add-queue: genral",
                    "queues.yml:@: queues.waste.relax[1].add-queue \"genral\" is not a queue; did you mean \"general\"?"),
            new Mistake(
                    "a level that is none",
                    "queues.yml",
                    "skills: { waste: 2 }",
                    "skills: { waste: 6 }",
                    "queues.yml:@: queues.waste.skills.waste \"6\" is not a number from 1 to 5"),
            new Mistake(
                    "a step that lowers nothing",
                    "queues.yml",
                    "lower: { waste: 1 }",
                    "lower: { waste: 3 }",
                    "queues.yml:@: queues.waste.relax[0].lower \"waste\" is wanted at level 2 by then, which 3 does not lower"),
            new Mistake(
                    "a step before the one above it",
                    "queues.yml",
                    "- after: 10",
                    "- after: 5",
                    "queues.yml:@: queues.waste.relax[1].after steps stand in the order in which they are taken; this one is not after 5 minutes"),
            new Mistake(
                    "an escalation into its own queue",
                    "queues.yml",
                    "after: 30, tell: supervisors",
                    "after: 30, to: waste",
                    "queues.yml:@: queues.waste.escalate.to it waits in \"waste\" already"),
            new Mistake(
                    "an escalation to nobody",
                    "queues.yml",
                    "{ after: 30, tell: supervisors }",
                    "{ after: 30 }",
                    "queues.yml:@: queues.waste.escalate say where it goes, with to, or who is asked to look, with tell"),
            new Mistake(
                    "an emergency by waiting",
                    "queues.yml",
                    "add-queue: general",
                    "raise: emergency",
                    "queues.yml:@: queues.waste.relax[1].raise \"emergency\" is not a priority that waiting can give; known are: urgent"),
            // routing.yml
            new Mistake(
                    "unknown queue",
                    "agencies/water.yml",
                    "queue: water",
                    "queue: watter",
                    "agencies/water.yml:@: rules[0].queue \"watter\" is not a queue that routing.yml gives this agency; "
                            + "did you mean \"water\"?"),
            new Mistake(
                    "unknown kind of message in a condition",
                    "routing.yml",
                    "kind: place",
                    "kind: plcae",
                    "routing.yml:@: rules[2].when.kind \"plcae\" is not a kind of message; did you mean \"place\"?"),
            new Mistake(
                    "unknown name in an expression",
                    "routing.yml",
                    "kind: place",
                    "cel: mesage.kind == 'place'",
                    "routing.yml:@: rules[2].when.cel not a condition, column 1: undeclared reference to 'mesage'"),
            new Mistake(
                    "a mistake in the second line of an expression",
                    "routing.yml",
                    "kind: place",
                    "cel: |\n        message.kind == 'place'\n        && clock.hour == 'ten'",
                    "routing.yml:@+2: rules[2].when.cel not a condition, column 15: found no matching overload for "
                            + "'_==_' applied "
                            + "to '(int, string)'"),
            new Mistake(
                    "a regular expression that is none",
                    "routing.yml",
                    "kind: place",
                    "cel: message.text.matches('trash|(fire')",
                    "routing.yml:@: rules[2].when.cel not a condition, column 22: not a regular expression: "
                            + "missing closing )"),
            new Mistake(
                    "two things to do",
                    "routing.yml",
                    "queue: general\n    say: place-received",
                    "queue: general\n    bot: true",
                    "routing.yml:@-3: rules[2] a rule must say one of queue, flow, bot, jurisdiction and stop, or do "
                            + "something besides (tag, language and say); this says queue and bot"),
            new Mistake(
                    "unknown flow",
                    "routing.yml",
                    "flow: permit-status",
                    "flow: permit-state",
                    "routing.yml:@: rules[0].flow \"permit-state\" is not a flow; did you mean \"permit-status\"?"),
            new Mistake(
                    "unknown phrase",
                    "routing.yml",
                    "say: media-received",
                    "say: media-recieved",
                    "routing.yml:@: rules[1].say \"media-recieved\" is not a phrase; did you mean "
                            + "\"media-received\"?"),
            new Mistake(
                    "same rule",
                    "routing.yml",
                    "name: place",
                    "name: picture",
                    "routing.yml:@: rules[2].name \"picture\" is here twice"),
            new Mistake(
                    "no otherwise",
                    "routing.yml",
                    "otherwise: bot",
                    "",
                    "routing.yml:{rules}:  \"otherwise\" is missing"),
            // gates.yml
            new Mistake(
                    "no pattern",
                    "gates.yml",
                    "- 'in flames|flames",
                    "- 'in flames|(flames",
                    "gates.yml:@: emergencies[0].patterns.en[1] this is not a pattern: missing closing )"),
            new Mistake(
                    "a pattern that can never match",
                    "gates.yml",
                    "'carbon monoxide|co alarm",
                    "'Carbon monoxide|co alarm",
                    "gates.yml:@: emergencies[0].patterns.en[11] write this in small letters: messages are "
                            + "looked at in "
                            + "small letters"),
            new Mistake(
                    "a word without a word",
                    "gates.yml",
                    "any: [menu]",
                    "any: ['?']",
                    "gates.yml:@: menu.any[0] there is no word in \"?\""),
            new Mistake(
                    "not in Spanish",
                    "gates.yml",
                    "  es: [si, si quiero]\n",
                    "",
                    "gates.yml:@-2: yes \"es\" is missing"),
            new Mistake(
                    "a phrase that names a list of nowhere",
                    "gates.yml",
                    "- '[<ask>] cancel [<these>] <texts> [to <me>]'",
                    "- '[<ask>] cancel [<these>] <text> [to <me>]'",
                    "gates.yml:@: refusal.certain.en[8] this is not a phrase: <text> is no list that stands above"),
            new Mistake(
                    "a phrase that may be any words",
                    "gates.yml",
                    "- '[<ask>] cancel [<these>] <texts> [to <me>]'",
                    "- '[<ask>] * [<these>]'",
                    "gates.yml:@: refusal.certain.en[8] this may be any words: some of them must always be there"),
            new Mistake(
                    "a phrase that is not closed",
                    "gates.yml",
                    "- '[<ask>] cancel [<these>] <texts> [to <me>]'",
                    "- '[<ask>] cancel [<these>] <texts> [to <me>'",
                    "gates.yml:@: refusal.certain.en[8] this is not a phrase: a \"]\" is missing"),
            // dialogue.yml
            new Mistake(
                    "a kind of small talk that is none",
                    "dialogue.yml",
                    "  laughter:\n",
                    "  laughing:\n",
                    "dialogue.yml:27: chitchat \"laughter\" is missing",
                    "dialogue.yml:@: chitchat.laughing unknown key \"laughing\"; known are: "),
            new Mistake(
                    "an accent that no message has",
                    "dialogue.yml",
                    "- 'ya no'",
                    "- 'ya n\u00f3'",
                    "dialogue.yml:@: chitchat.never-mind.es[1] write this without accents: messages are looked at "
                            + "without them"),
            // replies.yml
            new Mistake(
                    "a place that a canned reply has not",
                    "replies.yml",
                    "{date}. If nothing",
                    "{day}. If nothing",
                    "replies.yml:@: replies.crew-is-told.text.en {day} is not known here; known are: "
                            + "agent, date, name-of-queue, number"),
            new Mistake(
                    "a canned reply that is not in every language",
                    "replies.yml",
                    "title: { en: We are sorry, es: Lo sentimos }",
                    "title: { en: We are sorry }",
                    "replies.yml:@: replies.sorry.title \"es\" is missing"),
            // phrases.yml
            new Mistake(
                    "phrase missing",
                    "phrases.yml",
                    "  again-choice: {",
                    "  agin-choice: {",
                    "phrases.yml:{phrases}: phrases \"again-choice\" is missing",
                    "phrases.yml:@: phrases.agin-choice unknown key \"agin-choice\"; did you mean \"again-choice\"?"),
            new Mistake(
                    "unknown place",
                    "phrases.yml",
                    "A person from {queue} will answer you here.\"",
                    "A person from {queu} will answer you here.\"",
                    "phrases.yml:@: phrases.person-open.en {queu} is not known here; did you mean \"queue\"?",
                    "phrases.yml:@: phrases.person-open.en this text must say {queue}"),
            new Mistake(
                    "a text left empty",
                    "phrases.yml",
                    "en: Try again",
                    "en: ''",
                    "phrases.yml:@: phrases.again-choice.en this text is empty"),
            new Mistake(
                    "title of nothing",
                    "phrases.yml",
                    "  trash-day: {",
                    "  trash-dya: {",
                    "phrases.yml:@: titles.trash-dya \"trash-dya\" is no answer of the knowledge; did you mean "
                            + "\"trash-day\"?"),
            // lookups.yml and flows
            new Mistake(
                    "not a select",
                    "lookups.yml",
                    "select number,",
                    "delete number,",
                    "lookups.yml:@-1: lookups.permit.sql a look-up is one select, without a semicolon"),
            new Mistake(
                    "no time limit",
                    "lookups.yml",
                    "time-limit-ms: 1500",
                    "time-limit-ms: never",
                    "lookups.yml:@: lookups.permit.time-limit-ms \"never\" is not a number from 50 to 5000"),
            new Mistake(
                    "unknown column",
                    "flows/permit-status.yml",
                    "({kind}, {address_hint}): {status} since",
                    "({kind}, {adress_hint}): {status} since",
                    "flows/permit-status.yml:@: steps[1].found.en {adress_hint} is not known here; did you mean "
                            + "\"address_hint\"?"),
            new Mistake(
                    "unknown look-up",
                    "flows/permit-status.yml",
                    "lookup: permit",
                    "lookup: permits",
                    "flows/permit-status.yml:@: steps[1].lookup \"permits\" is not a look-up; did you mean \"permit\"?",
                    "flows/permit-status.yml:@+3: steps[1].found.en {kind} is not known here; known are: city, crisis, "
                            + "emergency, mail, number, phone, site, text"),
            new Mistake(
                    "slot that nobody asks for",
                    "flows/permit-status.yml",
                    "with: { number: number }",
                    "with: { number: nummer }",
                    "flows/permit-status.yml:@: steps[1].with.number \"nummer\" is not a slot that was filled "
                            + "before; did you mean "
                            + "\"number\"?"),
            new Mistake(
                    "group that is not there",
                    "flows/permit-status.yml",
                    "as: 'PRM-{1}-{2:4}' }",
                    "as: 'PRM-{1}-{3:4}' }",
                    "flows/permit-status.yml:@: steps[0].read[0].as {3} is not there: \"find\" has 2 groups"),
            new Mistake(
                    "another name than the file's",
                    "flows/permit-status.yml",
                    "flow: permit-status",
                    "flow: permits",
                    "flows/permit-status.yml:@: flow the flow \"permits\" must stand in the file permits.yml"),
            // knowledge
            new Mistake(
                    "knowledge",
                    "knowledge/waste/trash-day.md",
                    "topic: waste",
                    "topic: wast",
                    "knowledge/waste/trash-day.md:@: topic "));

    /// Nobody is in an office at night, and what is urgent cannot wait until Monday.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # an urgent rule                      | instead of       | stands                   | so it says
              says the number                     | queue: water     | queue: water             | -
              says nothing                        | say: urgent-call | # nothing                | agencies/water.yml:@: rules[0].queue the rule "water main break" is urgent, and nobody is in "water" outside its hours
              says a phrase without a number      | say: urgent-call | say: media-received      | agencies/water.yml:@: rules[0].queue the rule "water main break" is urgent
              is for a desk that is always open   | say: urgent-call | queue-is-emergency       | -
              is not urgent                       | priority: urgent | priority: normal         | -
            """)
    void anUrgentRuleThatEndsInAnOfficesQueueSaysANumber(String rule, String was, String is, String says)
            throws IOException {
        var file = folder.resolve("agencies/water.yml");
        var text = Files.readString(file, UTF_8);
        change("routing.yml", "queues: [water]", "queues: [water, emergency]");
        Files.writeString(
                file,
                is.equals("queue-is-emergency")
                        ? text.replace("    say: urgent-call\n", "").replace("queue: water\n", "queue: emergency\n")
                        : text.replace("    " + was + "\n", "    " + is + "\n"),
                UTF_8);

        var line = text.lines().toList().indexOf("    queue: water") + 1;
        var warnings =
                good().warnings().stream().map(CityConfigTest::withoutColumn).toList();
        if (says == null) {
            assertThat(warnings).isEmpty();
        } else {
            assertThat(warnings).singleElement().asString().startsWith(says.replace("@", Integer.toString(line)));
        }
    }

    @ParameterizedTest
    @FieldSource("MISTAKES")
    void everyMistakeIsToldWithItsPlaceAndWhatWasMeant(Mistake mistake) throws IOException {
        var file = folder.resolve(mistake.file());
        var text = Files.readString(file, UTF_8);
        assertThat(text).contains(mistake.was());
        var line =
                text.substring(0, text.indexOf(mistake.was())).lines().toList().size();
        line += text.charAt(text.indexOf(mistake.was()) - 1) == '\n' ? 1 : 0;
        Files.writeString(
                file, text.replaceFirst(Pattern.quote(mistake.was()), Matcher.quoteReplacement(mistake.is())), UTF_8);

        var told = problems();
        var expected = new ArrayList<String>();
        for (var problem : mistake.problems()) {
            expected.add(placed(problem, line, text));
        }
        for (var i = 0; i < expected.size(); i++) {
            assertThat(told).as(mistake.name()).hasSizeGreaterThan(i);
            assertThat(told.get(i)).startsWith(expected.get(i));
        }
        if (!mistake.name().equals("unknown look-up")) {
            assertThat(told).hasSameSizeAs(expected);
        }
    }

    private static String placed(String problem, int line, String text) {
        var lines = text.lines().toList();
        return problem.replace(":@+4:", ":" + (line + 4) + ":")
                .replace(":@+3:", ":" + (line + 3) + ":")
                .replace(":@+2:", ":" + (line + 2) + ":")
                .replace(":@+1:", ":" + (line + 1) + ":")
                .replace(":@-1:", ":" + (line - 1) + ":")
                .replace(":@-3:", ":" + (line - 3) + ":")
                .replace(":@-2:", ":" + (line - 2) + ":")
                .replace(":@:", ":" + line + ":")
                .replace("{imap}", Integer.toString(lines.indexOf("      display-name: City of Alder Bay") + 1))
                .replace("{rules}", Integer.toString(lines.indexOf("rules:") + 1))
                .replace("{phrases}", Integer.toString(lines.indexOf("  # Consent") + 2));
    }

    @Test
    void mistakesInAllFilesAreToldAtOnce() throws IOException {
        change("city.yml", "America/Los_Angeles", "Mars/Olympus");
        change("channels.yml", "kind: sms", "kind: fax");
        change("queues.yml", "hours: always", "hours: never");
        change("routing.yml", "queue: general", "queue: generous");
        Files.delete(folder.resolve("gates.yml"));
        Files.delete(folder.resolve("lookups.yml"));

        assertThat(problems().stream().map(p -> p.substring(0, p.indexOf(':'))).distinct())
                .containsExactly(
                        "channels.yml",
                        "city.yml",
                        "flows/classes.yml",
                        "flows/council-dates.yml",
                        "flows/dog-license.yml",
                        "flows/parking-ticket.yml",
                        "flows/permit-status.yml",
                        "flows/trash-day.yml",
                        "flows/water-balance.yml",
                        "gates.yml",
                        "lookups.yml",
                        "queues.yml",
                        "routing.yml");
        assertThat(problems()).contains("gates.yml:0:  the file is missing", "lookups.yml:0:  the file is missing");
    }

    @Test
    void anEscalationThatGoesRoundInACircleIsAMistakeInEachOfItsQueues() throws IOException {
        change("queues.yml", "after: 30, tell: supervisors", "after: 30, to: water");
        change("queues.yml", "topics: [water]", "topics: [water]\n    escalate: { after: 30, to: waste }");

        assertThat(problems())
                .anyMatch(
                        says -> says.endsWith("queues.waste.escalate this goes round in a circle: waste, water, waste"))
                .anyMatch(
                        says -> says.endsWith("queues.water.escalate this goes round in a circle: water, waste, water"))
                .hasSize(2);
    }

    @Test
    void aQueueThatNobodyCanServeIsWarnedOf() throws IOException {
        change("queues.yml", "open: [Mon-Fri 08:00-18:00, Sat 09:00-13:00]", "open: []");

        assertThat(good().warnings().stream().map(Object::toString))
                .anyMatch(says -> says.endsWith(
                        "queues.parking.hours nobody can serve the queue \"parking\": its hours never open"));
    }

    @Test
    void anEmptyFolderIsToldFileByFile() throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        assertThat(problems())
                .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                .containsExactly(
                        "channels.yml",
                        "city.yml",
                        "gates.yml",
                        "knowledge/.",
                        "lookups.yml",
                        "phrases.yml",
                        "queues.yml",
                        "routing.yml");
    }

    @Test
    void theExampleCityHasTheDemosAccounts() {
        var city = ExampleCity.city();
        assertThat(city.accounts())
                .extracting(ChannelAccount::id)
                .containsExactly("city-sms", "city-whatsapp", "city-telegram", "city-email", "city-voice", "city-web");
        var sms = city.accounts().getFirst();
        assertThat(sms.ownAddress()).isEqualTo("+15550100");
        assertThat(sms.setting("api-url"))
                .as("a setting left empty is not there")
                .isEmpty();
        assertThat(sms.secret("auth-token")).isEqualTo(new Secret("demo-GLASSLINE_TWILIO_AUTH_TOKEN"));
        assertThat(sms.toString()).doesNotContain("demo-GLASSLINE_TWILIO_AUTH_TOKEN");
        assertThat(city.accounts().get(1).ownAddress()).isEqualTo("100000000000001");
        assertThat(city.accounts().get(2).ownAddress()).isEqualTo("1000000001");
        assertThat(city.accounts().get(3).ownAddress()).isEqualTo("help@city.example");
        assertThat(city.accounts().get(4).ownAddress()).isEqualTo("+15550101");
        assertThat(city.languages()).containsExactly(Locale.ENGLISH, Locale.of("es"));
        assertThat(city.queues().ids()).contains(new QueueId("general"), new QueueId("emergency"));
        assertThat(city.lookups().get("permit").parameters()).containsExactly("number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sms", "whatsapp", "telegram", "email", "voice"})
    void everyAccountMaySayHowCitizensKnowIt(String kind) throws IOException {
        var file = folder.resolve("channels.yml");
        var text = Files.readString(file).replaceAll(" *public-address: .*\n", "");
        var settings = text.indexOf("settings:\n", text.indexOf("kind: " + kind)) + "settings:\n".length();
        Files.writeString(
                file, text.substring(0, settings) + "      public-address: \"+15550177\"\n" + text.substring(settings));

        assertThat(good().accounts())
                .filteredOn(account -> account.publicAddress().equals("+15550177"))
                .singleElement()
                .satisfies(account -> assertThat(account.kind().name()).isEqualTo(kind));
    }

    @Test
    void theVariablesThatMustBeSetAreListed() {
        assertThat(CityConfig.variables(ExampleCity.FOLDER).stream()
                        .filter(Variable::isNeeded)
                        .map(Variable::name))
                .containsExactly(
                        "GLASSLINE_TWILIO_ACCOUNT_SID",
                        "GLASSLINE_TWILIO_AUTH_TOKEN",
                        "GLASSLINE_META_APP_SECRET",
                        "GLASSLINE_META_VERIFY_TOKEN",
                        "GLASSLINE_META_ACCESS_TOKEN",
                        "GLASSLINE_TELEGRAM_BOT_TOKEN",
                        "GLASSLINE_TELEGRAM_WEBHOOK_SECRET",
                        "GLASSLINE_SMTP_HOST",
                        "GLASSLINE_IMAP_HOST",
                        "GLASSLINE_MAILBOX_PASSWORD",
                        "GLASSLINE_WEB_CHAT_SECRET");
    }

    @Test
    void withNothingSetEveryMissingVariableIsToldByName() {
        var told = switch (CityConfig.read(folder, ExampleCity.KINDS, _ -> Optional.empty())) {
            case Parsed.Bad<CityConfig>(var problems) ->
                problems.stream().map(Object::toString).collect(Collectors.joining("\n"));
            case Parsed.Good<CityConfig> _ -> "";
        };
        for (var variable : CityConfig.variables(folder)) {
            assertThat(told.contains("variable " + variable.name() + " is not set"))
                    .as(variable.name())
                    .isEqualTo(variable.isNeeded());
        }
    }

    @Test
    void theVersionIsThatOfTheWholeContent() throws IOException {
        var before = good().version();
        change("routing.yml", "\n", "\r\n");
        assertThat(good().version()).as("line ends").isEqualTo(before);

        var versions = new LinkedHashMap<String, VersionId>();
        for (var change : Map.of(
                        "phrases.yml", "You are welcome.",
                        "routing.yml", "kind: place",
                        "agencies/water.yml", "priority: urgent",
                        "gates.yml", "any: [menu]",
                        "queues.yml", "hours: parking",
                        "flows/permit-status.yml", "tries: 3")
                .entrySet()) {
            change(change.getKey(), change.getValue(), change.getValue() + " # a change");
            versions.put(change.getKey(), good().version());
        }
        assertThat(versions.values()).doesNotHaveDuplicates().doesNotContain(before);
    }

    /// The schemas are for editors. They must know the same keys as the reader, which is tried with the city's own
    /// files: each key there stands in its schema.
    @Test
    void theSchemasKnowEveryKeyOfTheFiles() throws IOException {
        for (var pair : Map.of(
                        "city.yml",
                        "city",
                        "channels.yml",
                        "channels",
                        "queues.yml",
                        "queues",
                        "routing.yml",
                        "routing",
                        "phrases.yml",
                        "phrases",
                        "lookups.yml",
                        "lookups",
                        "gates.yml",
                        "gates",
                        "flows/permit-status.yml",
                        "flow")
                .entrySet()) {
            var schema = yaml("schema/" + pair.getValue() + ".json");
            var allowed = new TreeSet<>(((Map<?, ?>) schema.get("properties"))
                    .keySet().stream().map(String::valueOf).toList());
            var there = Files.readString(folder.resolve(pair.getKey()))
                    .lines()
                    .filter(line -> line.matches("[a-z-]+:.*"))
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .toList();
            assertThat(allowed).as(pair.getKey()).containsAll(there);
            assertThat(Files.readString(folder.resolve(pair.getKey()))).startsWith("# yaml-language-server: $schema=");
        }
    }

    private Map<String, Object> yaml(String file) throws IOException {
        return new Yaml().load(Files.readString(folder.resolve(file)));
    }

    private void change(String file, String was, String is) throws IOException {
        var path = folder.resolve(file);
        var text = Files.readString(path, UTF_8);
        assertThat(text).contains(was);
        Files.writeString(path, text.replace(was, is), UTF_8);
    }

    private CityConfig good() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig>(var city) -> city;
            case Parsed.Bad<CityConfig>(var problems) -> throw new AssertionError(problems);
        };
    }

    private List<String> problems() {
        return switch (CityConfig.read(folder, ExampleCity.KINDS, ExampleCity.ENVIRONMENT)) {
            case Parsed.Good<CityConfig> _ -> List.of();
            case Parsed.Bad<CityConfig>(var problems) ->
                problems.stream().map(CityConfigTest::withoutColumn).toList();
        };
    }

    /// Columns are tried in `RoutingMistakesTest`.
    private static String withoutColumn(Problem problem) {
        return new Problem(problem.file(), problem.line(), problem.path(), problem.says()).toString();
    }
}
