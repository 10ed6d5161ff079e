package io.glassline.app.init;

import java.nio.file.Path;
import java.util.stream.Collectors;

/// What to do next, as it is printed.
final class NextSteps {

    private NextSteps() {}

    static String afterInit(StarterAnswers answers, Path folder) {
        var shown = shown(folder);
        return """

                %s is written: %s, in %s.

                  1  ./glassline check %s
                         says that there are no mistakes.
                  2  ./glassline demo --config %s
                         starts it on this machine, with stand-ins for %s; it prints its addresses when it is ready.
                  3  Open the demo phone, http://localhost:8090/demo, open %s and ask: %s
                  4  Answer as a person: http://localhost:8081/console. Sign in as agent, with the password that the
                         demo prints. What citizens wrote is there; write AGENT on the phone to get into the queue.
                  5  Make the ten answers in %s yours, then check again. What each file is: %s
                """.formatted(
                folder,
                answers.name(),
                String.join(" and ", answers.languages()),
                shown,
                shown,
                answers.channels().keySet().stream()
                        .map(NextSteps::provider)
                        .distinct()
                        .collect(Collectors.joining(", ")),
                app(answers.channels().firstEntry().getKey()),
                question(answers.languages().getFirst()),
                folder.resolve("knowledge"),
                folder.resolve("README.md")).stripTrailing();
    }

    static String afterAddition(Path folder) {
        return "Next: ./glassline check %1$s, then ./glassline demo --config %1$s".formatted(shown(folder));
    }

    /// As a shell takes it.
    private static String shown(Path folder) {
        var written = folder.toString();
        return written.matches("[A-Za-z0-9_./+-]+") ? written : "'" + written.replace("'", "'\\''") + "'";
    }

    private static String provider(String channel) {
        return switch (channel) {
            case "sms" -> "the text messages";
            case "whatsapp" -> "WhatsApp";
            case "telegram" -> "Telegram";
            case "email" -> "the mailbox";
            default -> "the phone";
        };
    }

    private static String app(String channel) {
        return switch (channel) {
            case "sms" -> "Messages";
            case "whatsapp" -> "WhatsApp";
            case "telegram" -> "Telegram";
            case "email" -> "Mail";
            default -> "Phone";
        };
    }

    private static String question(String language) {
        return language.equals("es") ? "¿Cuándo pasa la basura?" : "When is my trash picked up?";
    }
}
