package io.glassline.app.init;

import io.glassline.app.init.AnswerRule.Reading;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/// Asks a person in the terminal, one question at a time. What is not right is said, and asked again; an
/// empty line takes what stands in brackets.
final class Interview {

    /// Whoever was asked has gone: the input has ended.
    static final class Left extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final BufferedReader in;
    private final PrintStream out;

    Interview(BufferedReader in, PrintStream out) {
        this.in = in;
        this.out = out;
    }

    /// @throws Left when the input ends before the last answer
    StarterAnswers city() {
        out.println("A folder for your city. An empty answer takes what stands in brackets; Ctrl-C writes nothing.");
        var name =
                ask("What is the city called?", "Without \"City of\": texts say that before it.", "", AnswerRule::name);
        var zone = ask(
                "Which time zone is it in?",
                "Opening hours are in it. The continent and a large place, such as America/Denver.",
                "America/New_York",
                AnswerRule::zone);
        var languages = some(
                "Which languages does it answer in?",
                "en, es or both; the first is spoken where nothing is known of a citizen.",
                "en, es",
                AnswerRule::language);
        var kinds = some(
                "How do people reach it?",
                "One or more of " + String.join(", ", StarterAnswers.CHANNELS) + "; others can be added later.",
                "sms",
                AnswerRule::channel);
        var channels = new LinkedHashMap<String, String>();
        kinds.forEach(kind -> channels.put(kind, address(kind)));
        var phone = ask(
                "Which number do people call?",
                "Where a person answers. Texts name it to whoever cannot wait.",
                channels.getOrDefault("voice", ""),
                AnswerRule::phone);
        var text = channels.containsKey("sms") ? channels.getOrDefault("sms", phone) : phone;
        var mail =
                ask("Which mail address do people write to?", "", channels.getOrDefault("email", ""), AnswerRule::mail);
        var site = ask("What is the city's web site?", "Answers point to it.", siteOf(mail), AnswerRule::site);
        var emergency = ask(
                "Which number is for emergencies?",
                "It is told to everybody who writes of one.",
                StarterAnswers.EMERGENCY_USUAL,
                AnswerRule::phone);
        var crisis = ask(
                "Which number is for people in a crisis of mind?",
                "It is told to whoever writes of suicide.",
                StarterAnswers.CRISIS_USUAL,
                AnswerRule::phone);
        return new StarterAnswers(name, zone, languages, channels, phone, text, mail, site, emergency, crisis);
    }

    private static String siteOf(String mail) {
        return mail.substring(mail.indexOf('@') + 1);
    }

    /// The address of an account.
    String address(String channel) {
        var rule = AnswerRule.address(channel);
        return switch (channel) {
            case "sms" ->
                ask("Which number do people text?", "With its country, or a short code.", "+15550100100", rule);
            case "whatsapp" ->
                ask("Which number do people write to on WhatsApp?", "With its country.", "+15550100102", rule);
            case "telegram" -> ask("What is the Telegram bot called?", "Its name ends in \"bot\".", "@MyCityBot", rule);
            case "email" -> ask("Which mailbox does the bot answer?", "", "help@city.example", rule);
            default ->
                ask("Which number do people call to talk with the bot?", "With its country.", "+15550100101", rule);
        };
    }

    /// Asks until the answer is right.
    ///
    /// @param help a sentence below the question; may be empty
    /// @param usual what an empty answer means; empty where there must be one
    String ask(String question, String help, String usual, AnswerRule rule) {
        while (true) {
            var given = line(question, help, usual);
            var answer = given.isEmpty() ? usual : given;
            if (answer.isEmpty()) {
                out.println("  There is no usual answer to this: please write one.");
                continue;
            }
            switch (rule.read(answer)) {
                case Reading.Good(var value) -> {
                    return value;
                }
                case Reading.Wrong(var says) -> out.println("  " + says);
            }
        }
    }

    /// Asks for one or more of something, with commas or blanks between.
    List<String> some(String question, String help, String usual, AnswerRule rule) {
        while (true) {
            var given = line(question, help, usual);
            var chosen = new LinkedHashSet<String>();
            var wrong = new ArrayList<String>();
            for (var one : (given.isEmpty() ? usual : given).split("[,;\\s]+")) {
                if (!one.isBlank() && !one.equals("and")) {
                    switch (rule.read(one)) {
                        case Reading.Good(var value) -> chosen.add(value);
                        case Reading.Wrong(var says) -> wrong.add(says);
                    }
                }
            }
            if (wrong.isEmpty() && !chosen.isEmpty()) {
                return List.copyOf(chosen);
            }
            wrong.forEach(says -> out.println("  " + says));
        }
    }

    /// Text that may be anything but empty.
    String words(String question, String help) {
        return ask(question, help, "", Reading.Good::new);
    }

    /// Lines until an empty one; at least one.
    List<String> lines(String question, String help) {
        var lines = new ArrayList<String>();
        lines.add(words(question, help + " An empty line ends it."));
        for (var next = read(); next.isPresent() && !next.get().isEmpty(); next = read()) {
            lines.add(next.get());
        }
        return lines;
    }

    private String line(String question, String help, String usual) {
        out.println();
        out.println(question + (help.isEmpty() ? "" : " " + help));
        out.print(usual.isEmpty() ? "> " : "[" + usual + "] > ");
        out.flush();
        return read().orElseThrow(Left::new);
    }

    private Optional<String> read() {
        try {
            return Optional.ofNullable(in.readLine()).map(String::strip);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
