package io.glassline.app.draft;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a site's `robots.txt` asks of us (RFC 9309): of the group that names us, or else of the
/// group for all; the longest rule that fits a path decides, and of two as long the one that
/// allows.
final class Robots {

    static final String OUR_NAME = "glassline";

    /// What more is asked for between two pages is taken for so much, or a crawl would never end.
    static final Duration DELAY_MAX = Duration.ofSeconds(30);

    private static final int FILE_CHARS_MAX = 500 << 10;

    private final List<Rule> rules;
    private final Optional<Duration> delay;

    private Robots(List<Rule> rules, Optional<Duration> delay) {
        this.rules = rules;
        this.delay = delay;
    }

    /// @param pieces of the path between its `*`
    private record Rule(String path, boolean allows, List<String> pieces, boolean toTheEnd) {

        static Rule of(String path, boolean allows) {
            var toTheEnd = path.endsWith("$");
            var text = toTheEnd ? path.substring(0, path.length() - 1) : path;
            return new Rule(path, allows, List.of(text.split("\\*+", -1)), toTheEnd);
        }

        /// Takes each piece where it comes first, which is right for all but the last one of a rule
        /// that goes to the end.
        boolean fits(String asked) {
            if (!asked.startsWith(pieces.getFirst())) {
                return false;
            }
            var at = pieces.getFirst().length();
            for (var piece : pieces.subList(1, pieces.size())) {
                var found = asked.indexOf(piece, at);
                if (found < 0) {
                    return false;
                }
                at = found + piece.length();
            }
            if (!toTheEnd || at == asked.length()) {
                return true;
            }
            var last = pieces.getLast();
            return pieces.size() > 1 && asked.endsWith(last) && asked.length() - last.length() >= at - last.length();
        }
    }

    /// A site that has no such file asks for nothing.
    static Robots none() {
        return new Robots(List.of(), Optional.empty());
    }

    /// A site whose file cannot be had now is left alone.
    static Robots closed() {
        return new Robots(List.of(Rule.of("/", false)), Optional.empty());
    }

    static Robots read(String text) {
        var named = new Group();
        var forAll = new Group();
        var current = new ArrayList<Group>();
        var inNames = false;
        for (var line : text.substring(0, Math.min(text.length(), FILE_CHARS_MAX))
                .lines()
                .toList()) {
            var key = line.replaceFirst("#.*", "").strip();
            var colon = key.indexOf(':');
            if (colon < 0) {
                continue;
            }
            var value = key.substring(colon + 1).strip();
            key = key.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (key.equals("user-agent")) {
                if (!inNames) {
                    current.clear();
                }
                inNames = true;
                var name =
                        value.toLowerCase(Locale.ROOT).replaceFirst("/.*", "").strip();
                if (name.equals(OUR_NAME)) {
                    named.isThere = true;
                    current.add(named);
                } else if (name.equals("*")) {
                    current.add(forAll);
                }
            } else {
                inNames =
                        inNames && !List.of("allow", "disallow", "crawl-delay").contains(key);
                for (var group : current) {
                    group.add(key, value);
                }
            }
        }
        var group = named.isThere ? named : forAll;
        return new Robots(List.copyOf(group.rules), group.delay);
    }

    private static final class Group {

        private final List<Rule> rules = new ArrayList<>();
        private Optional<Duration> delay = Optional.empty();
        private boolean isThere;

        void add(String key, String value) {
            switch (key) {
                case "allow", "disallow" -> {
                    if (!value.isEmpty()) {
                        rules.add(Rule.of(value, key.equals("allow")));
                    }
                }
                case "crawl-delay" -> delay = seconds(value);
                default -> {} // sitemaps and what others have made up
            }
        }

        private static Optional<Duration> seconds(String value) {
            try {
                var asked = Duration.ofMillis((long) (Double.parseDouble(value) * 1_000));
                return asked.isNegative()
                        ? Optional.empty()
                        : Optional.of(asked.compareTo(DELAY_MAX) > 0 ? DELAY_MAX : asked);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }

    boolean allows(URI uri) {
        var path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        var longest = Rule.of("", true); // what no rule names is allowed
        for (var rule : rules) {
            if (rule.fits(path)
                    && (rule.path().length() > longest.path().length()
                            || rule.path().length() == longest.path().length() && rule.allows())) {
                longest = rule;
            }
        }
        return longest.allows();
    }

    /// How long to wait between two pages.
    Optional<Duration> delay() {
        return delay;
    }
}
