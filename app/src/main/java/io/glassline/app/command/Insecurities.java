package io.glassline.app.command;

import io.glassline.channel.ChannelAccount;
import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a deployment must not do unless `GLASSLINE_INSECURE` says so out loud: use secrets that can be guessed, or send
/// citizens' words and the city's secrets over a network in clear. On one and the same machine there is no network.
final class Insecurities {

    static final String VARIABLE = "GLASSLINE_INSECURE";

    /// The shortest secret of an account. Providers' own are longer.
    static final int SECRET_CHARS_MIN = 12;

    private static final int SECRET_DIFFERENT_CHARS_MIN = 5;

    /// Words that people put in a secret's place until they have a real one.
    private static final List<String> PLACEHOLDERS =
            List.of("changeme", "change-me", "password", "passw0rd", "123456", "qwerty", "todo", "example", "your-");

    enum Allowed {
        /// Secrets that can be guessed.
        SECRETS,
        /// A public address, or a provider's, without TLS.
        HTTP,
        /// A mail server without TLS.
        MAIL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Set<Allowed> allowed;
    private final List<String> problems;

    private Insecurities(Set<Allowed> allowed, List<String> problems) {
        this.allowed = allowed;
        this.problems = problems;
    }

    /// @param variable what [#VARIABLE] says: words of [Allowed] with commas between.
    static Insecurities allowedBy(Optional<String> variable, List<String> problems) {
        var allowed = EnumSet.noneOf(Allowed.class);
        for (var written : variable.orElse("").split(",")) {
            var word = written.strip();
            var known = Arrays.stream(Allowed.values())
                    .filter(a -> a.word().equals(word))
                    .findFirst();
            known.ifPresent(allowed::add);
            if (known.isEmpty() && !word.isEmpty()) {
                problems.add(VARIABLE + " knows "
                        + Arrays.stream(Allowed.values()).map(Allowed::word).collect(Collectors.joining(", "))
                        + ", and not " + word);
            }
        }
        return new Insecurities(allowed, problems);
    }

    void account(ChannelAccount account) {
        var place = "channels.yml: account " + account.id() + ": ";
        account.secrets().forEach((name, secret) -> {
            if (DemoSecrets.contains(secret.value())) {
                problems.add(place + name + " is the demo's secret, which is public; set a real one");
            } else {
                secret(place + name, secret.value());
            }
        });
        account.setting("api-url").filter(url -> !url.isBlank()).ifPresent(url -> url(place + "api-url", url));
        for (var host : List.of("smtp-host", "imap-host")) {
            var tls = account.setting(host.equals("smtp-host") ? "smtp-tls" : "tls")
                    .or(() -> account.setting("tls"));
            if (tls.filter("none"::equals).isPresent()) {
                account.setting(host)
                        .filter(name -> !isThisMachine(name))
                        .ifPresent(name -> refuse(
                                Allowed.MAIL,
                                place + "mail to and from " + name + " would go in clear; set tls to tls or starttls"));
            }
        }
    }

    /// @param place names it; no message has the value.
    void secret(String place, String value) {
        if (value.length() < SECRET_CHARS_MIN) {
            refuse(Allowed.SECRETS, place + " has " + value.length() + " characters; at least " + SECRET_CHARS_MIN);
        } else if (value.chars().distinct().count() < SECRET_DIFFERENT_CHARS_MIN) {
            refuse(Allowed.SECRETS, place + " is nearly one character again and again; make it by chance");
        } else if (PLACEHOLDERS.stream().anyMatch(value.toLowerCase(Locale.ROOT)::startsWith)) {
            refuse(Allowed.SECRETS, place + " looks like a word that holds a secret's place; set a real one");
        }
    }

    void url(String place, String url) {
        if (url.regionMatches(true, 0, "http:", 0, "http:".length()) && !isThisMachine(host(url))) {
            refuse(Allowed.HTTP, place + " is without TLS: messages and signatures would go in clear; write https://");
        }
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /// No name is looked up.
    private static boolean isThisMachine(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(host.replaceAll("^\\[|]$", "")).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void refuse(Allowed as, String problem) {
        if (!allowed.contains(as)) {
            problems.add(problem + " (or say " + VARIABLE + "=" + as.word() + ")");
        }
    }
}
